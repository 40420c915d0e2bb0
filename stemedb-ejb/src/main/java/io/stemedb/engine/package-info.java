/**
 * One open node, ready to be called: puts recorder, sources and queries together, and offers what a surface (REST now) calls.
 *
 * <p>May use: {@code java.*} and every other package of this module. Nothing in this module uses it.
 */
package io.stemedb.engine;
