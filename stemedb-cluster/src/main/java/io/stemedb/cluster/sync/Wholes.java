package io.stemedb.cluster.sync;

import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.peer.Pulled;
import io.stemedb.progress.ShardVector;
import io.stemedb.refusal.Reason;
import java.util.HashMap;
import java.util.Map;

/**
 * Has everything counted that a round has brought. Records come in the order of keys, which is none of numbers: a
 * vector that takes them one by one has many gaps meanwhile, and forgets some of what is there. But whoever has each
 * page from the first to the last has all that the other node had before the first. On the loop.
 */
final class Wholes {
    private static final System.Logger LOGGER = System.getLogger(Wholes.class.getName());

    private final Copies copies;
    private final Map<Integer, Integer> shrinks = new HashMap<>();
    private final Map<Integer, First> firsts = new HashMap<>();

    /** What the first page said of the whole. */
    private record First(ShardVector held, long epoch) {}

    Wholes(Copies copies) {
        this.copies = copies;
    }

    /** A page is asked for. */
    void begin(int shard, boolean isFirst) {
        if (isFirst) {
            shrinks.put(shard, copies.shrinks(shard));
            firsts.remove(shard);
        }
    }

    /** A page has come, and all that was in it is here. */
    void came(Pulled.Part page) {
        int shard = page.shard();
        First first = firsts.computeIfAbsent(shard, other -> new First(page.held(), page.epoch()));
        if (!page.ended()) {
            return;
        }
        ShardVector all = first.held();
        if (page.epoch() != 0
                && page.epoch() == first.epoch()
                && !copies.have(shard).covers(all)) {
            var unused = copies.cover(shard, all, shrinks.get(shard)).whenComplete((counted, failure) -> {
                if (failure != null) {
                    LOGGER.log(
                            System.Logger.Level.WARNING, "what was brought cannot be counted: {0}", Reason.of(failure));
                }
            });
        }
    }
}
