package io.stemedb.intake;

import io.stemedb.assertion.Dot;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import java.util.Map;
import java.util.TreeMap;

/** The records that a long write led to, as its token names them: another node may have recorded them. */
final class Touched {
    /** Beyond it the token stands for what lies between, too: others wrote at the same time. */
    private static final int MOST_INTERVALS = 64;

    private final Map<Integer, ShardVector> shards = new TreeMap<>();

    void add(int shard, Dot dot) {
        ShardVector some = shards.getOrDefault(shard, ShardVector.NONE).with(dot);
        Intervals numbers = some.of(dot.recorder());
        shards.put(
                shard,
                numbers.size() > MOST_INTERVALS
                        ? some.with(dot.recorder(), Intervals.of(numbers.from(0), numbers.greatest()))
                        : some);
    }

    /** The token, which also stands for all that this node has of the same shards. */
    Token token(Positions positions) {
        return new Token(positions.of(shards.keySet()).seen().union(DotVector.of(shards)));
    }
}
