/**
 * What clients of a cluster saw, and whether it is what they were promised. Nothing here knows how a cluster works: the
 * same judge is used for nodes in one thread and for real processes.
 */
package io.stemedb.promise;
