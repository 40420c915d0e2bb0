/**
 * Every setting of a node: one record per area, its keys, types and defaults, read once and judged whole.
 *
 * <p>May use: {@code java.*}, and the records of the core that a setting fills ({@code assertion.Limits}, {@code
 * journal.Retention}, {@code archive.ArchiveRetention}). Must not use: anything of the server. A source of settings is a plain function from key to text, so
 * the launcher, the application and the tests all read them the same way.
 */
package io.stemedb.settings;
