package io.stemedb.cluster.scatter;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.progress.ShardVector;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Answers what is asked about sources from this node's own copies. */
public final class SourceAnswers {
    private final Supplier<Situation> situation;
    private final OwnCopies own;

    public SourceAnswers(Supplier<Situation> situation, OwnCopies own) {
        this.situation = situation;
        this.own = own;
    }

    /**
     * Answers.
     *
     * @throws StemeException shard-unavailable, if this node does not have all of a shard
     */
    public byte[] answer(Question message) {
        SourceQuestion question = SourceQuestion.read(message.body());
        Set<Integer> shards = question.shards();
        for (int shard : shards) {
            if (!situation.get().canRead(shard)) {
                throw StemeException.of(
                        Refusal.SHARD_UNAVAILABLE, "this node does not have all of " + PathHash.shardName(shard));
            }
        }
        own.await(message.token(), shards);
        long begun = own.now();
        if (message.requireComplete()) {
            own.compare(shards, begun).join();
        }
        boolean complete = true;
        Set<String> lacking = new TreeSet<>();
        for (int shard : shards) {
            Completeness copy = message.requireComplete() ? own.completeSince(shard, begun) : own.completeness(shard);
            complete &= copy.complete();
            lacking.addAll(copy.unreachable());
        }
        List<String> names = question.after() == null ? List.of() : own.sources(question.after(), question.limit());
        List<Long> counts = question.sources().stream()
                .map(source -> own.countOfSource(source, shards))
                .toList();
        Map<Integer, ShardVector> seen = new TreeMap<>();
        shards.forEach(shard -> seen.put(shard, own.have(shard)));
        return new SourceQuestion.Answer(names, counts, complete, lacking, seen).write();
    }
}
