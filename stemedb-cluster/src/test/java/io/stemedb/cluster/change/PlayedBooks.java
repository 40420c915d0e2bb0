package io.stemedb.cluster.change;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.AppendOutcome.Appended;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** What three nodes know, of which each tells the others at once; a test holds the clock. */
final class PlayedBooks {
    /** What a node sees beside the facts. */
    final Situations seen = Situations.well();

    /** Nodes that are live, and neither tell nor are told anything. */
    final Set<String> mute = new HashSet<>();

    /** The clock of all machines, in seconds. */
    long seconds = 1_000;

    private final Map<String, FactBook> books = new TreeMap<>();
    private final List<Recorded> all = new ArrayList<>();
    private long number;

    PlayedBooks() {
        Situations.NODES.forEach(node ->
                books.put(node, new FactBook(node, (appends, terms) -> recorded(node, appends), new StandingLoop())));
    }

    FactBook of(String node) {
        return books.get(node);
    }

    Situation situation(String node) {
        return seen.seenBy(node).supposing(of(node).facts());
    }

    long micros() {
        return seconds * 1_000_000;
    }

    Statements statements(String node) {
        return new Statements(of(node), () -> situation(node), now -> others(node));
    }

    Map<String, Peer> others(String self) {
        Map<String, Peer> others = new TreeMap<>();
        books.forEach((node, book) -> {
            if (!node.equals(self)) {
                others.put(node, peer(self, node));
            }
        });
        return others;
    }

    /** All speak to each other again, and have heard what they had missed. */
    void heal() {
        mute.clear();
        books.values().forEach(book -> all.forEach(book::applied));
    }

    private CompletableFuture<List<AppendOutcome>> recorded(String node, List<Append> appends) {
        Recorded one = new Recorded(appends.get(0).assertion(), 1, new Dot(1, ++number), null, null);
        all.add(one);
        of(node).applied(one);
        return CompletableFuture.completedFuture(List.of(new Appended(one)));
    }

    private Peer peer(String from, String to) {
        return (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (proxy, call, asked) -> {
                    if (!call.getName().equals("fact")) {
                        throw new AssertionError("nobody asks");
                    }
                    return mute.contains(from) || mute.contains(to)
                            ? CompletableFuture.failedFuture(new UnreachableException("mute"))
                            : told(of(to), (StoredRecord) asked[0]);
                });
    }

    private static CompletableFuture<StoredRecord> told(FactBook book, StoredRecord fact) {
        book.applied(fact.decoded());
        return CompletableFuture.completedFuture(book.greatest(fact).orElseThrow());
    }

    private final class StandingLoop implements Loop {
        @Override
        public long nanos() {
            return seconds * 1_000_000_000;
        }

        @Override
        public long wallMicros() {
            return micros();
        }

        @Override
        public void later(Duration delay, Runnable work) {
            throw new AssertionError("nothing waits");
        }

        @Override
        public void execute(Runnable work) {
            work.run();
        }
    }
}
