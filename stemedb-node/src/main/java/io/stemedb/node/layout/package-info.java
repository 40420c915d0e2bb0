/**
 * Makes the installed layout, once, when StemeDB is built. Nothing here runs when a node starts.
 *
 * <p>May use: {@code java.*}.
 */
package io.stemedb.node.layout;
