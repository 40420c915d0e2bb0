/**
 * Every setting of a node: one record for each area, with its keys, types and defaults, read once and judged as a
 * whole.
 *
 * <p>A source of settings is a plain function from key to text. So the launcher, the application and the tests all
 * read them the same way. It must not use anything of the server.
 *
 * <p>May use: {@code java.*}, and the records of the core that a setting fills ({@code assertion.Limits},
 * {@code journal.Retention}, {@code archive.ArchiveRetention}).
 */
package io.stemedb.settings;
