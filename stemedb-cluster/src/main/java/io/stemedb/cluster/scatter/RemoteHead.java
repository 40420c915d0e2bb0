package io.stemedb.cluster.scatter;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.assertion.Utf8Order;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.peer.Waiting;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A walk over the copies of another node, page by page. While one page is read the next one is on its way, so no more
 * than two are in memory, and nothing is pinned at the other node.
 */
final class RemoteHead implements Head {
    private static final int PAGE_BYTES = 256 * 1024;
    private static final byte[] BEGINNING = {};

    private final String node;
    private final Peer peer;
    private final Set<Integer> shards;
    private final ReadScope scope;
    private SlotRange range;
    private CompletableFuture<Page> coming;
    private List<StoredRecord> page = List.of();
    private boolean lastPage;
    private int at;
    private Slot slot;
    private long newest = Long.MIN_VALUE;
    private List<Recorded> claims = List.of();

    RemoteHead(String node, Peer peer, SlotRange range, Set<Integer> shards, ReadScope scope) {
        this.node = node;
        this.peer = peer;
        this.range = range;
        this.shards = shards;
        this.scope = scope;
        this.coming = ask(BEGINNING, scope.requirement(node, shards));
    }

    private CompletableFuture<Page> ask(byte[] after, Requirement requirement) {
        return peer.read(new Range(range, shards, scope.token(), after, PAGE_BYTES, requirement));
    }

    @Override
    public boolean next() {
        Recorded first = take();
        if (first == null) {
            return false;
        }
        slot = Slot.of(first.assertion());
        claims = new ArrayList<>();
        claims.add(first);
        for (Recorded more = peek(); more != null && Slot.of(more.assertion()).equals(slot); more = peek()) {
            claims.add(more);
            at++;
        }
        return true;
    }

    private Recorded take() {
        Recorded next = peek();
        at += next == null ? 0 : 1;
        return next;
    }

    private Recorded peek() {
        while (at == page.size()) {
            if (lastPage) {
                return null;
            }
            fetch();
        }
        return page.get(at).decoded();
    }

    private void fetch() {
        Page came;
        try {
            came = Waiting.join(coming);
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException plain
                    ? plain
                    : new UnreachableException(String.valueOf(failure.getCause()));
        }
        scope.rests(node, shards, came.complete(), came.unreachable());
        scope.saw(came.seen());
        newest = came.newest();
        page = came.records();
        at = 0;
        lastPage = came.ended() || page.isEmpty();
        coming = lastPage ? null : ask(page.get(page.size() - 1).key(), Requirement.NONE);
    }

    @Override
    public void skipTo(String path) {
        while (at < page.size()) { // what is here already need not be asked for again
            if (Utf8Order.compare(page.get(at).decoded().assertion().conceptPath(), path) >= 0) {
                return;
            }
            at++;
        }
        if (!lastPage) {
            range = new SlotRange(range.scope(), range.path(), path, "", true, range.system(), range.until());
            close(); // the page that is on its way is behind already
            coming = ask(BEGINNING, Requirement.NONE);
            page = List.of();
            at = 0;
        }
    }

    @Override
    public long newest() {
        return newest;
    }

    @Override
    public Slot slot() {
        return slot;
    }

    @Override
    public List<Recorded> claims() {
        return claims;
    }

    @Override
    public int size() {
        return claims.size();
    }

    @Override
    public Set<Integer> shards() {
        return shards;
    }

    @Override
    public void close() {
        if (coming != null) {
            coming.cancel(false);
        }
    }
}
