/**
 * Many claims at once: files that are sent, and what is held written into files.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.admin.change} (which cluster is meant),
 * {@code io.stemedb.admin.command}, {@code io.stemedb.admin.gateway}, {@code io.stemedb.admin.json},
 * {@code io.stemedb.admin.outcome}, {@code io.stemedb.admin.show}.
 */
package io.stemedb.admin.transfer;
