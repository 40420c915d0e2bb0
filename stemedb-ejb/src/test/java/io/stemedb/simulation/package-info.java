/**
 * The production journal, store, flush and merge in one thread, over a disk, a clock and a scheduler that all follow
 * one seed. Whatever goes wrong, everything acknowledged is there afterwards and nothing else.
 */
package io.stemedb.simulation;
