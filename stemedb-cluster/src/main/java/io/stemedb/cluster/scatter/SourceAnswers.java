package io.stemedb.cluster.scatter;

import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.Waiting;
import io.stemedb.progress.ShardVector;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Answers what is asked about sources from this node's own copies. */
public final class SourceAnswers {
    private final OwnCopies own;

    public SourceAnswers(OwnCopies own) {
        this.own = own;
    }

    /** The shards that a question about sources is about. */
    public static Set<Integer> shards(Question message) {
        return SourceQuestion.read(message.body()).shards();
    }

    /**
     * Answers.
     *
     * @throws StemeException shard-unavailable, if this node does not have all of a shard
     */
    public byte[] answer(Question message) {
        SourceQuestion question = SourceQuestion.read(message.body());
        Set<Integer> shards = question.shards();
        Judged judged = Judged.of(own, shards, message.token(), message.requirement());
        List<String> names = question.after() == null ? List.of() : own.sources(question.after(), question.limit());
        List<Long> counts = question.sources().stream()
                .map(source -> {
                    Waiting.require();
                    return own.countOfSource(source, shards);
                })
                .toList();
        Map<Integer, ShardVector> seen = new TreeMap<>();
        shards.forEach(shard -> seen.put(shard, own.have(shard)));
        own.requireAll(shards);
        return new SourceQuestion.Answer(names, counts, judged.complete(), judged.unreachable(), seen).write();
    }
}
