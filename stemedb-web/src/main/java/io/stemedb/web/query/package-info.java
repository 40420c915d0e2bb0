/**
 * Questions in, resolved answers out.
 *
 * <p>May use: the core, {@code io.stemedb.web.node}, {@code io.stemedb.web.request}.
 */
package io.stemedb.web.query;
