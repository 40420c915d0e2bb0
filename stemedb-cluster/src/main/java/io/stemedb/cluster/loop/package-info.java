/**
 * The one thread on which a node decides about others, and the clock that it decides by. A simulation hands in its own.
 *
 * <p>May use: {@code java.*}.
 */
package io.stemedb.cluster.loop;
