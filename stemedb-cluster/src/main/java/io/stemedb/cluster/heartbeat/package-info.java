/**
 * Asks every other node each half second how it is and what it has, and keeps what they last said. A round trip is the
 * only sign of life. It takes no lock of the data path, so that a node under full load is not taken for dead.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.cluster.peer}, {@code io.stemedb.cluster.loop},
 * {@code io.stemedb.refusal}.
 */
package io.stemedb.cluster.heartbeat;
