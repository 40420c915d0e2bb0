package io.stemedb.cluster.copies;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.Beat.Resting;
import io.stemedb.files.Disk;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Database;
import io.stemedb.store.RecordPage;
import io.stemedb.store.ShardHolding;
import io.stemedb.store.ShardState.Wholeness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What this node has of each shard. May be asked from any thread. */
public final class Copies {
    private static final long PAGE_BYTES = 1 << 20;

    private final Database database;
    private final FilledFile file;
    private final BaseFile baseFile;
    private volatile Set<Integer> filled;
    private volatile BaseFile.Content resting;
    private volatile int unfilled;
    private volatile Set<Integer> sealed = Set.of();
    private volatile List<ShardHolding> holdings;
    private volatile CopyStates told;
    private volatile Grouped grouped;

    /** Bases by what was noted last. */
    private record Grouped(BaseFile.Content of, List<Resting> resting) {}

    public Copies(Database database, Disk disk, Path directory) throws IOException {
        this.database = database;
        this.file = new FilledFile(disk, directory, database.identity().store());
        this.baseFile = new BaseFile(disk, directory, database.identity().store());
        FilledFile.Content vouched = file.read();
        this.filled = vouched.shards();
        // A directory of a release that kept no bases has taken claims, and nobody was to be told.
        this.resting = baseFile.exists() || filled.isEmpty() ? baseFile.read() : BaseFile.Content.OF_BEFORE;
        // Before any other copy is filled, and before the note of filled copies has its mark again.
        restOnlyOn(vouched.withBases() ? filled : Set.of());
        this.holdings = database.store().shardStates().holdings();
    }

    /** Counts anew; to be called now and then, as that looks at every run. */
    public void count() {
        holdings = database.store().shardStates().holdings();
    }

    /** How far this node's copy of a shard goes. */
    public ShardVector have(int shard) {
        return database.shown().horizon().dots().of(shard);
    }

    /** Whether this node vouches that it has had all of a shard. */
    public boolean isFilled(int shard) {
        return filled.contains(shard);
    }

    /** The same as of this very moment: what was lost since is not vouched for. */
    public boolean vouches(int shard) {
        return filled.contains(shard) && !awaited().contains(shard);
    }

    /** From now on this node vouches for some more shards, durably. */
    public void fill(Set<Integer> shards) throws IOException {
        restOnlyOn(filled); // a copy that is new rests on nothing that one before it did
        Set<Integer> more = new TreeSet<>(filled);
        more.addAll(shards);
        file.write(more);
        filled = more;
    }

    /** What this node's copy of a shard has had all of; null if that is not known. */
    public Base base(int shard) {
        return filled.contains(shard) ? resting.bases().get(shard) : null;
    }

    /** What all copies that are vouched for have had all of, each base once; sorted out again if they have changed. */
    @SuppressWarnings("ReferenceEquality") // to compare what was noted would cost as much as to sort it out again
    public List<Resting> resting() {
        BaseFile.Content now = resting;
        Grouped last = grouped;
        if (last == null || last.of() != now) {
            last = new Grouped(now, grouped(now));
            grouped = last;
        }
        return last.resting();
    }

    private static List<Resting> grouped(BaseFile.Content now) {
        Map<Base, Set<Integer>> shards = new HashMap<>();
        now.bases()
                .forEach((shard, base) ->
                        shards.computeIfAbsent(base, first -> new TreeSet<>()).add(shard));
        return shards.entrySet().stream()
                .map(one -> new Resting(one.getKey(), one.getValue()))
                .toList();
    }

    /** From now on some copies rest on something else, durably. */
    public synchronized void rest(Map<Integer, Base> bases) throws IOException {
        Map<Integer, Base> all = new TreeMap<>(resting.bases());
        all.putAll(bases);
        all.keySet().retainAll(filled);
        rest(resting.with(all));
    }

    /** How often a copy stopped being vouched for since the start. */
    public int unfilled() {
        return unfilled;
    }

    private synchronized void restOnlyOn(Set<Integer> shards) throws IOException {
        unfilled++;
        Map<Integer, Base> fewer = new TreeMap<>(resting.bases());
        if (fewer.keySet().retainAll(shards)) {
            rest(resting.with(fewer));
        }
    }

    private synchronized void rest(BaseFile.Content next) throws IOException {
        baseFile.write(next);
        resting = next;
    }

    /** Whether a majority has told this node once that it counts. */
    public boolean isTold() {
        return resting.told();
    }

    /** A majority has told it. */
    public synchronized void tell() throws IOException {
        rest(new BaseFile.Content(true, resting.agreedFactor(), resting.bases()));
    }

    /** How many copies there were to be when more than half of the nodes agreed about it last; 0 if unknown. */
    public int agreedFactor() {
        return resting.agreedFactor();
    }

    /** More than half of the nodes agree about how many copies there are to be. */
    public synchronized void agree(int factor) throws IOException {
        rest(new BaseFile.Content(resting.told(), factor, resting.bases()));
    }

    /** Shards that lost something with a damaged run, and await it from other nodes. */
    public Set<Integer> awaited() {
        return database.store().losses().awaited();
    }

    /** How often something was lost since the start. */
    public int losses() {
        return database.store().losses().settled();
    }

    /** Shards of which a damaged run may hold some, as of the last count. */
    public Set<Integer> damaged() {
        return holdings.stream()
                .filter(holding -> holding.wholeness() == Wholeness.DAMAGED)
                .map(ShardHolding::shard)
                .collect(Collectors.toSet());
    }

    /** From now on this node does not vouch for some shards, durably. */
    public void unfill(Set<Integer> shards) throws IOException {
        Set<Integer> fewer = new TreeSet<>(filled);
        if (fewer.removeAll(shards)) {
            file.write(fewer);
            filled = fewer;
            restOnlyOn(fewer);
        }
    }

    /** What some shards had lost is there again. */
    public void found(Set<Integer> shards) throws IOException {
        database.store().losses().found(shards);
        count();
    }

    /** A sealed copy takes nothing more: its node is about to drop it. */
    public boolean isSealed(int shard) {
        return sealed.contains(shard);
    }

    /** Seals a copy, until {@link #unseal} or the next start. */
    public void seal(int shard) {
        Set<Integer> more = new TreeSet<>(sealed);
        more.add(shard);
        sealed = more;
    }

    /** The copy takes claims again. */
    public void unseal(int shard) {
        Set<Integer> less = new TreeSet<>(sealed);
        less.remove(shard);
        sealed = less;
    }

    /** Whether nothing of a shard is damaged or lost on this disk. While any run is damaged that is not said. */
    public boolean isWhole(int shard) {
        return database.store().damages().isEmpty()
                && holdings.stream()
                        .noneMatch(holding -> holding.shard() == shard && holding.wholeness() != Wholeness.FILLED);
    }

    /** About how many bytes a copy takes, as of the last {@link #count}. */
    public long bytes(int shard) {
        return holdings.stream()
                .filter(holding -> holding.shard() == shard)
                .mapToLong(ShardHolding::bytes)
                .sum();
    }

    /**
     * Drops a copy, if it is what it is said to be, no more and no less. Whatever comes of that, this node vouches for
     * it no more: a copy that is about to go must not answer after a crash.
     *
     * @return whether it was dropped; if not, it may be asked again
     */
    public CompletableFuture<Boolean> drop(int shard, ShardVector held) {
        try {
            Set<Integer> less = new TreeSet<>(filled);
            if (less.remove(shard)) {
                file.write(less);
                filled = less;
            }
            restOnlyOn(less);
        } catch (IOException failure) {
            return CompletableFuture.failedFuture(failure);
        }
        return database.drop(shard, held);
    }

    /** Has merges give back the room of what was dropped; for when no more drops are to come soon. */
    public void giveBack() {
        database.store().giveBack();
    }

    /** About how many bytes of what was dropped merges have yet to give back. */
    public long owedBytes() {
        return database.store().owedBytes();
    }

    /** Another number as soon as records of a shard were lost or dropped; odd as long as they may still show. */
    public int shrinks(int shard) {
        return database.store().losses().shrinks(shard);
    }

    /** Counts what another node had of a shard, all of which was brought here; see {@link Database#cover}. */
    public CompletableFuture<Boolean> cover(int shard, ShardVector brought, int shrinks) {
        return database.cover(shard, brought, shrinks);
    }

    /** Takes a record. */
    @FunctionalInterface
    public interface Taker {
        void take(StoredRecord record) throws IOException;
    }

    /** All records of a shard, in the order of keys, in memory that does not grow with them. */
    public void each(int shard, Taker taker) throws IOException {
        byte[] after = {};
        while (after != null) {
            after = some(shard, ShardVector.NONE, after, PAGE_BYTES, taker);
        }
    }

    /**
     * Some records of a shard that somebody lacks, in the order of keys.
     *
     * @param after the key behind which to go on; empty for the beginning
     * @return the key behind which there may be more; null if there is nothing more
     */
    public byte[] some(int shard, ShardVector have, byte[] after, long mostBytes, Taker taker) throws IOException {
        RecordPage page = without(shard, have, after, mostBytes);
        for (StoredRecord record : page.records()) {
            taker.take(record);
        }
        return page.next();
    }

    /** Records of a shard that somebody lacks, in the order of keys. */
    public RecordPage without(int shard, ShardVector have, byte[] after, long mostBytes) {
        return database.store().copies().without(shard, have, after, mostBytes);
    }

    /** Whether this node holds any claim. */
    public boolean hasClaims() {
        return holdings.stream().anyMatch(holding -> holding.records() > 0);
    }

    /** Of the system facts. */
    public long systemDigest() {
        return have(PathHash.SYSTEM_SHARD).digest();
    }

    /**
     * What this node says of its copies: of shards of which it has something, or vouches for that there is nothing. The
     * digests are of now, as comparisons rest on them; the counts may be older. Everybody asks for it twice a second,
     * and it is worked out again only if something it follows from is another one.
     */
    public Map<Integer, CopyState> states() {
        CopyStates.Grounds now =
                new CopyStates.Grounds(database.shown().horizon().dots(), filled, sealed, awaited(), holdings);
        CopyStates last = told;
        if (last == null || !last.grounds().same(now)) {
            last = CopyStates.of(now);
            told = last;
        }
        return last.states();
    }
}
