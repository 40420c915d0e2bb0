package io.stemedb.cluster.simulation;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Fetch;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Pull;
import io.stemedb.cluster.peer.Pulled;
import io.stemedb.cluster.peer.Range;
import io.stemedb.files.Disk;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.StoredRecord;
import io.stemedb.simulation.MissingGuards;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** What stands between a node and the rest of its world; by itself it changes nothing. */
interface Planted {
    /** The disk, as the node sees it. */
    default Disk disk(Disk disk) {
        return disk;
    }

    /** The node, as others see it. */
    default Peer served(Peer peer, PlayedNode node) {
        return peer;
    }

    /** The others, as the node sees them. */
    default Network network(Network network, PlayedNode node) {
        return network;
    }

    /** Answers come before what they tell of is forced: that comes with the next group. */
    static Planted ackBeforeForce() {
        return new Planted() {
            @Override
            public Disk disk(Disk disk) {
                return MissingGuards.forceBeforeTheAnswer().apply(disk);
            }
        };
    }

    /** Pages for other nodes are remembered for a while, and given again as if they were new. */
    static Planted rememberedPages(Duration age, LongSupplier now) {
        record Asked(String node, Set<Integer> shards, SlotRange slots, String after) {}

        record Told(Page page, long at) {}

        Map<Asked, Told> memory = new HashMap<>();
        return new Planted() {
            @Override
            public Peer served(Peer peer, PlayedNode node) {
                return new ChangedPeer(peer) {
                    @Override
                    public CompletableFuture<Page> read(Range range) {
                        Asked asked = new Asked(node.id, range.shards(), range.slots(), Arrays.toString(range.after()));
                        Told before = memory.get(asked);
                        if (before != null && now.getAsLong() - before.at() < age.toNanos()) {
                            return CompletableFuture.completedFuture(before.page());
                        }
                        long begun = now.getAsLong();
                        return super.read(range).thenApply(page -> {
                            memory.put(asked, new Told(page, begun));
                            return page;
                        });
                    }
                };
            }
        };
    }

    /** Of a claim that a node has under one number, it takes no second copy under another one. */
    static Planted lostTwins() {
        return new Planted() {
            @Override
            public Peer served(Peer peer, PlayedNode node) {
                return new ChangedPeer(peer) {
                    @Override
                    public CompletableFuture<List<CopyResult>> store(List<StoredRecord> copies) {
                        Set<StoredRecord> twins = Collections.newSetFromMap(new IdentityHashMap<>());
                        copies.stream().filter(copy -> isTwin(copy, node)).forEach(twins::add);
                        List<StoredRecord> others = copies.stream()
                                .filter(copy -> !twins.contains(copy))
                                .toList();
                        return super.store(others).thenApply(results -> {
                            Iterator<CopyResult> next = results.iterator();
                            return copies.stream()
                                    .map(copy -> twins.contains(copy) ? CopyResult.KNOWN : next.next())
                                    .toList();
                        });
                    }
                };
            }

            @Override
            public Network network(Network network, PlayedNode node) {
                return (address, patience) -> new ChangedPeer(network.at(address, patience)) {
                    @Override
                    public CompletableFuture<Pulled> pull(Pull pull) {
                        return super.pull(pull).thenApply(pulled -> withoutTwins(pulled, node));
                    }

                    @Override
                    public CompletableFuture<List<StoredRecord>> fetch(Fetch fetch) {
                        return super.fetch(fetch).thenApply(records -> withoutTwins(records, node));
                    }
                };
            }
        };
    }

    private static Pulled withoutTwins(Pulled pulled, PlayedNode node) {
        return new Pulled(
                pulled.store(),
                pulled.parts().stream()
                        .map(part -> new Pulled.Part(part.shard(), withoutTwins(part.records(), node), part.next()))
                        .toList());
    }

    private static List<StoredRecord> withoutTwins(List<StoredRecord> records, PlayedNode node) {
        return records.stream().filter(record -> !isTwin(record, node)).toList();
    }

    private static boolean isTwin(StoredRecord record, PlayedNode node) {
        if (record.shard() == PathHash.SYSTEM_SHARD) {
            return false;
        }
        Optional<Recorded> held = node.machine.database().reader().find(record.id());
        return held.isPresent() && !held.get().dot().equals(record.dot());
    }
}
