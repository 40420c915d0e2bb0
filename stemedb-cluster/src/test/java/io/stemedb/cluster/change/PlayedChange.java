package io.stemedb.cluster.change;

import io.stemedb.cluster.change.Next.Pending;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A task of which a test says what comes next, what is refused, and who sees to it. */
abstract class PlayedChange {
    static final FactKey DRAIN = FactKey.of(Kind.DRAIN, "b");
    static final Next STATE = Next.state(DRAIN, Values.draining(true), false);
    static final Next OUT = Next.state(FactKey.of(Kind.MEMBER, "b"), Values.standing(false), true);
    static final Next WAIT = Next.waiting(List.of(new Pending(7, "being copied to c", 3 << 20)));
    static final Next DONE = Next.finished();

    final List<String> did = new ArrayList<>();
    final Deque<Next> nexts = new ArrayDeque<>();
    final Deque<StemeException> refusals = new ArrayDeque<>();
    final Watch watch = new Watch();
    boolean lost;
    boolean pushedAside;
    boolean locked = true;
    boolean stated = true;
    boolean storesWhatIsRefused = true;
    boolean forGood;
    final Map<FactKey, CanonicalJson> known = new LinkedHashMap<>();

    class Played implements Undertaking {
        @Override
        public boolean isLost() {
            return lost;
        }

        @Override
        public boolean isPushedAside() {
            return pushedAside;
        }

        @Override
        public boolean isLocked() {
            return locked;
        }

        @Override
        public CompletableFuture<Void> renew() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Next next() {
            return nexts.size() == 1 ? nexts.peek() : nexts.remove();
        }

        @Override
        public CompletableFuture<Void> state(Next next) {
            if (next.state().isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            if (refusals.isEmpty() || storesWhatIsRefused) {
                known.putAll(next.state());
                forGood |= next.forGood();
            }
            return did("state");
        }

        @Override
        public CompletableFuture<Void> stateAgain(Map<FactKey, CanonicalJson> again) {
            return did("state again");
        }

        @Override
        public Map<FactKey, CanonicalJson> known() {
            return Map.copyOf(known);
        }

        @Override
        public boolean isForGood() {
            return forGood;
        }

        @Override
        public boolean isStated(FactKey key, CanonicalJson value) {
            return stated && known.containsKey(key);
        }

        @Override
        public CompletableFuture<Void> goBack() {
            return did("go back");
        }

        @Override
        public CompletableFuture<Void> back() {
            return did("back");
        }

        @Override
        public CompletableFuture<Void> release() {
            locked = false;
            return did("release");
        }
    }

    CompletableFuture<Void> did(String what) {
        if (!refusals.isEmpty()) {
            return CompletableFuture.failedFuture(refusals.remove());
        }
        did.add(what);
        return CompletableFuture.completedFuture(null);
    }

    void run(boolean back, Next... course) throws IOException {
        nexts.addAll(List.of(course));
        new Changing(new Played(), back, () -> watch.looks++).run(watch);
    }

    static Next owing(long bytes) {
        return Next.waiting(List.of(), new TreeMap<>(Map.of("b", bytes)));
    }
}
