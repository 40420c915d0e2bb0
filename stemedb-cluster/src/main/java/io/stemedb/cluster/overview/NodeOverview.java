package io.stemedb.cluster.overview;

/**
 * Where a console gets its looks from. May be called from any thread, and often: a look reads no file but the size of
 * the disk.
 */
public interface NodeOverview {
    /** The node as it is now, in whatever state; never null. */
    Overview look();
}
