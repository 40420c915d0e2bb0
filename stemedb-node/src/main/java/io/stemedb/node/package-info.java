/**
 * The launcher: judges the configuration, locks the data directory, starts the server in this same process, waits
 * until the application answers, and stops it cleanly.
 *
 * <p>May use: {@code java.*}, picocli, the server's TOML reader and boot class, {@code sun.misc.Signal},
 * {@code com.sun.management}, {@code io.stemedb.settings}, {@code io.stemedb.node.edge}, and for the commands on the
 * files of a stopped node {@code io.stemedb.offline}, {@code io.stemedb.engine} and the options of
 * {@code io.stemedb.recorder} and {@code io.stemedb.backup}, and {@code io.stemedb.access} and
 * {@code io.stemedb.refusal} for tokens. These commands start no server.
 */
package io.stemedb.node;
