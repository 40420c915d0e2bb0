/** Nodes of real parts in one thread, with a played network, clock and disk. */
package io.stemedb.cluster.simulation;
