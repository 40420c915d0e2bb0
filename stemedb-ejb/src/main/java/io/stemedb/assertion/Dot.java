package io.stemedb.assertion;

/**
 * Who first recorded an assertion of a shard, and its running number there.
 *
 * @param recorder 64 bits that name a store incarnation of a node
 * @param n counts from 1 in each shard of that recorder, without gaps
 */
public record Dot(long recorder, long n) implements Comparable<Dot> {
    @Override
    public int compareTo(Dot other) {
        int byRecorder = Long.compareUnsigned(recorder, other.recorder);
        return byRecorder != 0 ? byRecorder : Long.compare(n, other.n);
    }
}
