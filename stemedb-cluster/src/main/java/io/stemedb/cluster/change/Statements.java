package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** States facts so that they are not lost again. May be called from any thread; no call blocks. */
final class Statements {
    private final FactBook book;
    private final Supplier<Situation> situation;
    private final Function<Situation, Map<String, Peer>> others;

    Statements(FactBook book, Supplier<Situation> situation, Function<Situation, Map<String, Peer>> others) {
        this.book = book;
        this.situation = situation;
        this.others = others;
    }

    /** What this node knows now; a situation may be a moment old. */
    Facts facts() {
        return book.facts();
    }

    boolean isStated(FactKey key, CanonicalJson value) {
        return facts().get(key).filter(fact -> fact.value().equals(value)).isPresent();
    }

    static void requireMajority(Situation now) {
        requireMajority(now, "");
    }

    /** Refuses a change that takes a majority; without one a node is taken out, and only by whoever says so. */
    static void requireMajority(Situation now, Change change) {
        String lost = ". If half of the nodes or more are lost for good, \"unsafe_lost_quorum\":true takes one out "
                + "without them";
        requireMajority(now, change instanceof Change.Remove && now.isMember() ? lost : "");
    }

    private static void requireMajority(Situation now, String beside) {
        if (!now.isMember() || !now.hasMajority()) {
            throw StemeException.of(
                            Refusal.REPLICAS_UNREACHABLE,
                            "this takes more than half of the nodes, and this node reaches fewer")
                    .hinting("GET /cluster/members shows which; nothing was changed" + beside);
        }
    }

    /**
     * States them one after the other; fails with replicas-unreachable once no majority has agreed to one. What is said
     * of the change that is under way does not outdo another one that has begun meanwhile.
     */
    CompletableFuture<Void> agreed(Map<FactKey, CanonicalJson> facts) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<FactKey, CanonicalJson> one : facts.entrySet()) {
            boolean once = one.getKey().kind() == FactKey.Kind.CHANGE;
            all = all.thenCompose(done -> ask(one.getKey(), one.getValue(), once))
                    .thenAccept(Statements::requireAgreed);
        }
        return all;
    }

    /** Whether a majority has agreed; what somebody else has stated meanwhile is not outdone. */
    CompletableFuture<Boolean> once(FactKey key, CanonicalJson value) {
        return ask(key, value, true);
    }

    /** Whoever is live is told; how many that are does not matter. */
    CompletableFuture<Void> alone(Map<FactKey, CanonicalJson> facts) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<FactKey, CanonicalJson> one : facts.entrySet()) {
            all = all.thenCompose(done -> {
                        Situation now = situation.get();
                        return book.publish(one.getKey(), one.getValue(), others.apply(now), Set.of(now.self()));
                    })
                    .thenAccept(agreed -> {});
        }
        return all;
    }

    private CompletableFuture<Boolean> ask(FactKey key, CanonicalJson value, boolean once) {
        Situation now = situation.get();
        try {
            requireMajority(now); // else it would be stored here, and win later
        } catch (StemeException tooFew) {
            return CompletableFuture.failedFuture(tooFew);
        }
        Set<String> counted = now.members().counted();
        Map<String, Peer> told = others.apply(now);
        return once ? book.publishOnce(key, value, told, counted) : book.publish(key, value, told, counted);
    }

    private static void requireAgreed(boolean agreed) {
        if (!agreed) {
            throw tooFewAgreed();
        }
    }

    static StemeException tooFewAgreed() {
        return StemeException.of(
                        Refusal.REPLICAS_UNREACHABLE, "no majority has agreed in time; it may count later all the same")
                .hinting("look at GET /cluster/members, and repeat the call");
    }
}
