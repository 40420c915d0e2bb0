package io.stemedb.cluster.scatter;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.cluster.peer.Waiting;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Set;

/** A walk over this node's own copies. */
final class OwnHead implements Head {
    private final SlotCursor cursor;
    private final Set<Integer> shards;
    private final long newest;

    /** @param node this node's name */
    OwnHead(String node, OwnCopies own, SlotRange range, Set<Integer> shards, ReadScope scope) {
        this.shards = shards;
        own.await(scope.token(), shards);
        if (scope.requirement(node, shards).compares()) {
            long begun = own.now();
            Waiting.join(own.compare(shards, begun, scope.requirement(node, shards)));
            shards.forEach(shard -> scope.rests(node, shard, own.completeSince(shard, begun)));
        } else {
            own.freshen(shards);
            shards.forEach(shard -> scope.rests(node, shard, own.completeness(shard)));
        }
        scope.readsOwn(shards);
        this.cursor = own.slots(range, shards);
        try {
            own.requireAll(shards); // the cursor holds on to what there is from now on
            newest = own.newest(); // what was waited for is later than what the question began with
        } catch (StemeException refused) {
            cursor.close();
            throw refused;
        }
    }

    @Override
    public boolean next() {
        return cursor.next();
    }

    @Override
    public void skipTo(String path) {
        cursor.skipTo(path);
    }

    @Override
    public Slot slot() {
        return new Slot(cursor.conceptPath(), cursor.predicate());
    }

    @Override
    public List<Recorded> claims() {
        return cursor.claims();
    }

    @Override
    public long newest() {
        return newest;
    }

    @Override
    public int size() {
        return cursor.size();
    }

    @Override
    public Set<Integer> shards() {
        return shards;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
