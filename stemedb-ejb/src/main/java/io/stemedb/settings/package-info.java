/**
 * Every setting of a node: one record per area, its keys, types and defaults, read once and judged whole.
 *
 * <p>May use: {@code java.*}. Must not use: anything of the server; a source of settings is a plain function from key to
 * text, so the launcher, the application and the tests all read them the same way.
 */
package io.stemedb.settings;
