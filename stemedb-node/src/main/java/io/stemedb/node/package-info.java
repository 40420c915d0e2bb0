/**
 * The launcher: judges the configuration, takes the data directory, starts the server in this same process, waits until
 * the application really answers, and stops it cleanly.
 *
 * <p>May use: {@code java.*}, picocli, the server's TOML reader and boot class, {@code sun.misc.Signal}, {@code
 * io.stemedb.settings}, {@code io.stemedb.node.edge}. Must not use: anything else of the core, which belongs to the
 * application inside the server; but for the commands that work on files, for which no server is started: they may use {@code
 * io.stemedb.offline}, {@code io.stemedb.engine} and the options of {@code io.stemedb.recorder} and {@code io.stemedb.backup}.
 */
package io.stemedb.node;
