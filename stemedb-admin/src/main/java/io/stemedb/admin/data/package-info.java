/**
 * Claims: writes and withdraws them, and shows what they come to.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.admin.change} (what is asked before something is taken away),
 * {@code io.stemedb.admin.command}, {@code io.stemedb.admin.gateway}, {@code io.stemedb.admin.json},
 * {@code io.stemedb.admin.outcome}, {@code io.stemedb.admin.show}.
 */
package io.stemedb.admin.data;
