package io.stemedb.cluster.node;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.copies.Rereads;
import io.stemedb.cluster.copies.Surveyor;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.heartbeat.Heart;
import io.stemedb.cluster.peer.AppendResult;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Fetch;
import io.stemedb.cluster.peer.Forwarded;
import io.stemedb.cluster.peer.Holding;
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
import io.stemedb.cluster.peer.Waiting;
import io.stemedb.cluster.replication.Lead;
import io.stemedb.cluster.replication.Wire;
import io.stemedb.cluster.retirement.Retirement;
import io.stemedb.cluster.scatter.PageReader;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Recording;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.AssertionReader;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.RecordPage;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** This node, as others ask it. What reads a disk runs on threads for reading. */
public final class ServedPeer implements Peer {
    private static final byte[] END = {};

    private final Supplier<Situation> situation;
    private final Heart heart;
    private final FactBook book;
    private final Copies copies;
    private final CopyTaker keeper;
    private final Lead lead;
    private final AssertionReader own;
    private final PageReader pages;
    private final Surveyor surveyor;
    private final Rereads rereads;
    private final long store;
    private final int shardCount;
    private final Executor readers;
    private final Executor copiers;
    /** No other run of this node counts from here. */
    private final long epochs = new SecureRandom().nextLong() | 1L << 32;

    private volatile Answers answers;

    /** What this node answers itself, once it is open. */
    public interface Answers {
        byte[] answer(Question question);

        /** Completes once this node shows what the question's token says of what it asks for. */
        CompletableFuture<Void> ready(Question question);

        NodeReport report();

        byte[] operate(Order order);
    }

    ServedPeer(
            Supplier<Situation> situation,
            Heart heart,
            FactBook book,
            Copies copies,
            CopyTaker keeper,
            Lead lead,
            AssertionReader own,
            PageReader pages,
            Surveyor surveyor,
            Rereads rereads,
            long store,
            int shardCount,
            Pools pools) {
        this.situation = situation;
        this.heart = heart;
        this.book = book;
        this.copies = copies;
        this.keeper = keeper;
        this.lead = lead;
        this.own = own;
        this.pages = pages;
        this.surveyor = surveyor;
        this.rereads = rereads;
        this.store = store;
        this.shardCount = shardCount;
        this.readers = pools.readers();
        this.copiers = pools.copiers();
    }

    /** There is something that answers from now on. */
    void over(Answers opened) {
        answers = opened;
    }

    @Override
    public CompletableFuture<Beat> beat(Beat beat) {
        return CompletableFuture.completedFuture(heart.answer(beat));
    }

    @Override
    public CompletableFuture<StoredRecord> fact(StoredRecord fact) {
        if (!RecordKey.conceptPath(fact.key()).startsWith(FactKey.ROOT)) {
            throw StemeException.malformed("", "this is no fact about the cluster");
        }
        return keeper.keep(List.of(fact)).thenApply(results -> {
            if (!results.get(0).held()) {
                throw StemeException.of(Refusal.READ_ONLY, "the fact could not be stored");
            }
            return book.greatest(fact).orElse(fact);
        });
    }

    @Override
    public CompletableFuture<List<CopyResult>> store(List<StoredRecord> records) {
        if (!situation.get().isMember() || !copies.isTold()) {
            return CompletableFuture.completedFuture(
                    records.stream().map(record -> CopyResult.REFUSED).toList());
        }
        return keeper.keep(records, shard -> !copies.isSealed(shard));
    }

    @Override
    public CompletableFuture<List<AppendResult>> append(Forwarded appends) {
        List<Append> read = appends.appends().stream().map(Wire::append).toList();
        return lead.record(read, new Recording.Terms(appends.ack(), Duration.ZERO))
                .thenApply(outcomes -> outcomes.stream()
                        .map(outcome -> Wire.result(outcome, shardCount))
                        .toList());
    }

    @Override
    public CompletableFuture<Pulled> pull(Pull pull) {
        return Waiting.whileWanted(() -> pulled(pull), copiers);
    }

    private Pulled pulled(Pull pull) {
        List<Pulled.Part> parts = new ArrayList<>();
        long left = pull.mostBytes();
        for (Pull.Want want : pull.wants()) {
            Waiting.require();
            if (left <= 0) {
                break;
            }
            Pulled.Part part = part(want, left);
            parts.add(part);
            left -= part.records().stream().mapToLong(StoredRecord::bytes).sum();
        }
        return new Pulled(store, parts);
    }

    private Pulled.Part part(Pull.Want want, long mostBytes) {
        int shrinks = copies.shrinks(want.shard());
        ShardVector have = copies.have(want.shard());
        boolean isFirst = want.after().length == 0;
        if (isFirst && !have.mayLack() && want.have().covers(have)) { // which needs no look at the records
            return new Pulled.Part(want.shard(), List.of(), END);
        }
        RecordPage page = copies.without(want.shard(), want.have(), want.after(), mostBytes);
        byte[] next = page.next() == null ? END : page.next();
        boolean isSure = shrinks % 2 == 0 && shrinks == copies.shrinks(want.shard()) && copies.isWhole(want.shard());
        return isSure
                ? new Pulled.Part(
                        want.shard(), page.records(), next, isFirst ? have : ShardVector.NONE, epochs + shrinks)
                : new Pulled.Part(want.shard(), page.records(), next);
    }

    @Override
    public CompletableFuture<Surveyed> survey(Survey survey) {
        return Waiting.whileWanted(() -> surveyor.survey(survey), copiers);
    }

    @Override
    public CompletableFuture<List<StoredRecord>> fetch(Fetch fetch) {
        return Waiting.whileWanted(() -> surveyor.fetch(fetch), copiers);
    }

    @Override
    public CompletableFuture<Rereading> reread(boolean begin) {
        return Waiting.whileWanted(() -> rereads.ask(begin), copiers);
    }

    @Override
    public CompletableFuture<Boolean> vouches(Holding copy) {
        Situation now = situation.get();
        boolean told = !copy.records().mayLack(); // else some of what is in it is not named
        boolean hasAll = told && copies.have(copy.shard()).covers(copy.records()) && copies.isWhole(copy.shard());
        boolean sameFacts = copies.systemDigest() == copy.systemDigest();
        return CompletableFuture.completedFuture(copy.asks(now.self())
                && sameFacts
                && Retirement.holderSaysYes(
                        now.self(), now.holders(copy.shard()), now.members(), copies.isSealed(copy.shard()), hasAll));
    }

    @Override
    public CompletableFuture<Page> read(Range range) {
        return Waiting.whileWanted(pages.reach(range), () -> pages.read(range), readers);
    }

    @Override
    public CompletableFuture<Optional<StoredRecord>> find(AssertionId id) {
        return Waiting.whileWanted(
                () -> own.find(id)
                        .map(found -> StoredRecord.of(PathHash.shardOf(found.assertion(), shardCount), found)),
                copiers);
    }

    @Override
    public CompletableFuture<byte[]> ask(Question question) {
        return Waiting.whileWanted(open().ready(question), () -> open().answer(question), readers);
    }

    @Override
    public CompletableFuture<NodeReport> report() {
        return Waiting.whileWanted(() -> open().report(), readers);
    }

    @Override
    public CompletableFuture<byte[]> operate(Order order) {
        return Waiting.whileWanted(() -> open().operate(order), readers);
    }

    private Answers open() {
        Answers now = answers;
        if (now == null) {
            throw StemeException.of(Refusal.STARTING, "the node is starting");
        }
        return now;
    }
}
