package io.stemedb.cluster.peer;

import java.util.List;

/**
 * How far a node is with reading all of its runs again from the disk.
 *
 * @param done whether it has ended
 * @param progress 0 to 1
 * @param findings damage that was not known before
 * @param unwhole how many shards of the node are not whole now, as a damaged run is not healed yet
 */
public record Rereading(boolean done, double progress, List<Finding> findings, int unwhole) {
    /**
     * A damage.
     *
     * @param file of a run, without its folder
     * @param offset where in it, as far as that is known; else 0
     * @param what is wrong, in one line
     * @param shards that may lack something
     * @param ids claims that cannot be read any more, at most some of them
     */
    public record Finding(String file, long offset, String what, List<Integer> shards, List<String> ids) {}
}
