/**
 * How the installed layout is made, once, when StemeDB is built: nothing here runs when a node starts.
 *
 * <p>May use: {@code java.*}.
 */
package io.stemedb.node.layout;
