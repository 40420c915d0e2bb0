package io.stemedb.cluster.scatter;

import io.stemedb.assertion.Utf8Order;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.peer.Waiting;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.SourceCounts;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** What sources claimed in the whole database: each shard is counted by one node that has all of it. */
public final class ScatteredSources implements SourceCounts {
    /** A node may have to walk over all that it has. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Supplier<Situation> situation;
    private final Network network;
    private final SourceAnswers answers;
    private final int shardCount;

    /** @param answers what this node answers itself */
    public ScatteredSources(Supplier<Situation> situation, Network network, SourceAnswers answers, int shardCount) {
        this.situation = situation;
        this.network = network;
        this.answers = answers;
        this.shardCount = shardCount;
    }

    @Override
    public List<String> names(String after, int limit) {
        TreeSet<String> names = new TreeSet<>(Utf8Order::compare);
        ask(shards -> SourceQuestion.names(after, limit, shards)).forEach(answer -> names.addAll(answer.names()));
        return names.stream().limit(limit).toList();
    }

    @Override
    public Map<String, Long> counts(Collection<String> sources) {
        List<String> asked = List.copyOf(sources);
        Map<String, Long> counts = new TreeMap<>();
        ask(shards -> SourceQuestion.counts(asked, shards)).forEach(answer -> {
            for (int i = 0; i < asked.size(); i++) {
                counts.merge(asked.get(i), answer.counts().get(i), Long::sum);
            }
        });
        return counts;
    }

    /** Asks for every shard a node that has all of it; the next one if that node fails. */
    private List<SourceQuestion.Answer> ask(Function<Set<Integer>, SourceQuestion> question) {
        Set<String> failed = new HashSet<>();
        Set<Integer> left = new TreeSet<>();
        for (int shard = 0; shard < shardCount; shard++) {
            left.add(shard);
        }
        List<SourceQuestion.Answer> all = new ArrayList<>();
        while (!left.isEmpty()) {
            Map<String, CompletableFuture<byte[]>> asked = new TreeMap<>();
            Map<String, Set<Integer>> byNode = byNode(left, failed);
            try {
                byNode.forEach((node, shards) -> asked.put(node, ask(node, question.apply(shards))));
                asked.forEach((node, coming) -> {
                    try {
                        all.add(took(node, byNode.get(node), Waiting.join(coming)));
                        left.removeAll(byNode.get(node));
                    } catch (CompletionException failure) {
                        requireOfTheNode(failure);
                        failed.add(node);
                    }
                });
            } finally {
                asked.values().forEach(coming -> coming.cancel(false)); // if one refuses, the others need not go on
            }
        }
        return all;
    }

    private static SourceQuestion.Answer took(String node, Set<Integer> shards, byte[] bytes) {
        SourceQuestion.Answer answer = SourceQuestion.Answer.read(bytes);
        ReadScope scope = ReadScope.current();
        scope.rests(node, shards, answer.complete(), answer.unreachable());
        scope.saw(answer.seen());
        return answer;
    }

    private Map<String, Set<Integer>> byNode(Set<Integer> shards, Set<String> failed) {
        Situation now = situation.get();
        Map<String, Set<Integer>> byNode = new TreeMap<>();
        for (int shard : shards) {
            String node = now.readers(shard).stream()
                    .filter(reader -> !failed.contains(reader))
                    .findFirst()
                    .orElseThrow(() -> ScatterReader.nobody(shard));
            byNode.computeIfAbsent(node, key -> new TreeSet<>()).add(shard);
        }
        return byNode;
    }

    private CompletableFuture<byte[]> ask(String node, SourceQuestion question) {
        ReadScope scope = ReadScope.current();
        Situation now = situation.get();
        Question message = new Question(
                Question.Kind.SOURCES, question.write(), scope.token(), scope.requirement(node, question.shards()));
        if (node.equals(now.self())) {
            try {
                return CompletableFuture.completedFuture(answers.answer(message));
            } catch (StemeException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }
        return now.address(node)
                .map(address -> network.at(address, PATIENCE).ask(message))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new UnreachableException("nobody knows where " + node + " is reached")));
    }

    private static void requireOfTheNode(CompletionException failure) {
        if (failure.getCause() instanceof StemeException refused && !ScatterReader.isOfTheNode(refused)) {
            throw refused;
        }
        if (!(failure.getCause() instanceof StemeException) && !(failure.getCause() instanceof UnreachableException)) {
            throw failure;
        }
    }
}
