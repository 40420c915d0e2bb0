package io.stemedb.cluster.simulation;

import io.stemedb.assertion.AssertionId;
import io.stemedb.cluster.peer.AppendResult;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Fetch;
import io.stemedb.cluster.peer.Forwarded;
import io.stemedb.cluster.peer.Holding;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Pull;
import io.stemedb.cluster.peer.Pulled;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.peer.Rereading;
import io.stemedb.cluster.peer.Survey;
import io.stemedb.cluster.peer.Surveyed;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.record.StoredRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Carries calls between nodes of one thread; messages are lost, late and doubled as the world has it. */
final class PlayedNetwork {
    private final World world;
    private final Map<String, End> nodes = new TreeMap<>();
    private final Map<String, String> places = new TreeMap<>();

    /** Behind a node's id: an address is something else than an id, as it is in earnest. */
    private static final String PORT = ":1";

    /** Where a node is reached that never moved, or who is at a place. */
    static String addressOf(String place) {
        return place + PORT;
    }

    /** One end of the network. */
    interface End {
        boolean up();

        /** Another number after each start and end of its process. */
        int boot();

        Peer served();

        /** Its writer writes what is waiting. */
        void pump();

        /** Something reaches its process, or will once that goes on. */
        default void whenAwake(Runnable work) {
            work.run();
        }

        /** An end that is always up. */
        static End of(Peer served) {
            return new End() {
                @Override
                public boolean up() {
                    return true;
                }

                @Override
                public int boot() {
                    return 1;
                }

                @Override
                public Peer served() {
                    return served;
                }

                @Override
                public void pump() {}
            };
        }
    }

    PlayedNetwork(World world) {
        this.world = world;
    }

    void add(String id, End node) {
        nodes.put(id, node);
        places.put(id, id);
    }

    /** The node is reached at another place from now on, and who was there is not. */
    void move(String id, String place) {
        places.values().removeIf(id::equals);
        places.put(place, id);
    }

    /** The node is reached at another place, too, at which nobody is any more. */
    void alsoAt(String id, String place) {
        places.put(place, id);
    }

    /** Where a node is reached now. */
    String addressOfNode(String id) {
        return places.entrySet().stream()
                .filter(place -> place.getValue().equals(id))
                .map(place -> addressOf(place.getKey()))
                .findFirst()
                .orElse(addressOf(id));
    }

    /** The network as one node sees it. */
    Network from(String caller) {
        return (address, patience) ->
                new Line(caller, nodes.get(caller), address.substring(0, address.length() - PORT.length()), patience);
    }

    private final class Line implements Peer {
        private final String name;
        private final End caller;
        private final String place;
        private final Duration patience;

        Line(String name, End caller, String place, Duration patience) {
            this.name = name;
            this.caller = caller;
            this.place = place;
            this.patience = patience;
        }

        private String other() {
            return places.getOrDefault(place, "nobody at " + place);
        }

        private <T> CompletableFuture<T> call(Function<Peer, CompletableFuture<T>> method) {
            int boot = caller.boot();
            CompletableFuture<T> answer = world.promise(() -> caller.boot() == boot);
            Runnable timeout = () -> {
                if (caller.boot() == boot && !answer.isDone()) {
                    answer.completeExceptionally(new UnreachableException(place + " does not answer"));
                    caller.pump();
                }
            };
            world.later(patience.toNanos(), () -> caller.whenAwake(timeout));
            for (int copy = world.doubles() ? 2 : 1; copy > 0; copy--) {
                if (!world.loses(name, other())) {
                    world.later(world.latency(), () -> arrive(method, boot, answer));
                }
            }
            return answer;
        }

        private <T> void arrive(Function<Peer, CompletableFuture<T>> method, int boot, CompletableFuture<T> answer) {
            End asked = nodes.get(other());
            if (asked != null && asked.up()) {
                asked.whenAwake(() -> answer(asked, method, boot, answer));
            }
        }

        private <T> void answer(
                End asked, Function<Peer, CompletableFuture<T>> method, int boot, CompletableFuture<T> answer) {
            int askedBoot = asked.boot();
            CompletableFuture<T> result;
            try {
                result = method.apply(asked.served());
            } catch (RuntimeException refused) {
                result = CompletableFuture.failedFuture(refused);
            }
            var unused = result.whenComplete((value, failure) -> {
                if (asked.boot() == askedBoot && !world.loses(other(), name)) {
                    world.later(world.latency(), () -> caller.whenAwake(() -> comeBack(boot, answer, value, failure)));
                }
            });
            asked.pump();
        }

        private <T> void comeBack(int boot, CompletableFuture<T> answer, T value, Throwable failure) {
            if (caller.boot() != boot || answer.isDone()) {
                return;
            }
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            }
            caller.pump();
        }

        @Override
        public CompletableFuture<Beat> beat(Beat beat) {
            return call(peer -> peer.beat(beat));
        }

        @Override
        public CompletableFuture<StoredRecord> fact(StoredRecord fact) {
            return call(peer -> peer.fact(fact));
        }

        @Override
        public CompletableFuture<List<CopyResult>> store(List<StoredRecord> copies) {
            return call(peer -> peer.store(copies));
        }

        @Override
        public CompletableFuture<List<AppendResult>> append(Forwarded appends) {
            return call(peer -> peer.append(appends));
        }

        @Override
        public CompletableFuture<Pulled> pull(Pull pull) {
            return call(peer -> peer.pull(pull));
        }

        @Override
        public CompletableFuture<Surveyed> survey(Survey survey) {
            return call(peer -> peer.survey(survey));
        }

        @Override
        public CompletableFuture<List<StoredRecord>> fetch(Fetch fetch) {
            return call(peer -> peer.fetch(fetch));
        }

        @Override
        public CompletableFuture<Rereading> reread(boolean begin) {
            return call(peer -> peer.reread(begin));
        }

        @Override
        public CompletableFuture<Boolean> vouches(Holding copy) {
            return call(peer -> peer.vouches(copy));
        }

        @Override
        public CompletableFuture<Page> read(Range range) {
            return call(peer -> peer.read(range));
        }

        @Override
        public CompletableFuture<Optional<StoredRecord>> find(AssertionId id) {
            return call(peer -> peer.find(id));
        }

        @Override
        public CompletableFuture<byte[]> ask(Question question) {
            return call(peer -> peer.ask(question));
        }

        @Override
        public CompletableFuture<NodeReport> report() {
            return call(Peer::report);
        }

        @Override
        public CompletableFuture<byte[]> operate(Order order) {
            return call(peer -> peer.operate(order));
        }
    }
}
