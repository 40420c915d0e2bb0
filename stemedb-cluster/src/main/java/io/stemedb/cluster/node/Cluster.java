package io.stemedb.cluster.node;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.change.Changes;
import io.stemedb.cluster.change.Succession;
import io.stemedb.cluster.compare.Comparer;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.copies.Rereads;
import io.stemedb.cluster.copies.Surveyor;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.cluster.feed.ClusterFeed;
import io.stemedb.cluster.feed.FeedAnswers;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.heartbeat.Heart;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.join.Entry;
import io.stemedb.cluster.join.MembershipService;
import io.stemedb.cluster.lag.Lags;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.move.Controller;
import io.stemedb.cluster.move.Elections;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.replication.Backlog;
import io.stemedb.cluster.replication.Lead;
import io.stemedb.cluster.replication.Replicator;
import io.stemedb.cluster.replication.Senders;
import io.stemedb.cluster.retirement.Retiring;
import io.stemedb.cluster.scatter.PageReader;
import io.stemedb.cluster.scatter.ScatterReader;
import io.stemedb.cluster.scatter.ScatteredSources;
import io.stemedb.cluster.scatter.SourceAnswers;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.sync.Bases;
import io.stemedb.cluster.sync.Comparisons;
import io.stemedb.cluster.sync.Fill;
import io.stemedb.cluster.sync.PullCounts;
import io.stemedb.cluster.sync.Puller;
import io.stemedb.engine.Wiring;
import io.stemedb.files.Disk;
import io.stemedb.intake.Recording;
import io.stemedb.intake.SourceCounts;
import io.stemedb.reading.AssertionReader;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.Identity;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The parts of one node that concern others, put together around its database. The engine makes it by asking for its
 * ports; then {@link #start} begins to speak to others.
 */
public final class Cluster implements Wiring {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration REFRESH = Duration.ofMillis(100);
    private static final Duration COUNT = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration FACT_PATIENCE = Duration.ofSeconds(2);
    /** By then heartbeats were answered, or will not be soon. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final ClusterOptions options;
    private final Disk disk;
    private final Loop loop;
    private final Network network;
    private final MembershipService membership;
    private final Pools pools;
    private final long startedAt;
    private final Comparisons comparisons = new Comparisons();
    private final Presence presence;

    private FactBook book;
    private Copies copies;
    private ForgottenSeeds forgotten;
    private Situations situations;
    private Heart heart;
    private OwnClock clock;
    private Senders senders;
    private Lags lags;
    private Lead lead;
    private Puller puller;
    private Fill fill;
    private Bases bases;
    private Entry entry;
    private final Elections elections = new Elections();
    private Controller controller;
    private Retiring retiring;
    private Changes changing;
    private final RemovalNotice removal = new RemovalNotice();
    private int shardCount;
    private NodeCopies own;
    private Rereads rereads;
    private Comparer comparer;
    private ServedPeer served;
    private SourceAnswers sources;
    private FeedAnswers changes;
    private volatile Situation situation;
    private volatile long begunAt;

    /**
     * @param disk of the data directory
     * @param membership who runs, and who should plan for a shard
     * @param pools where work for other nodes runs
     */
    public Cluster(
            ClusterOptions options, Disk disk, Loop loop, Network network, MembershipService membership, Pools pools) {
        this.options = options;
        this.disk = disk;
        this.loop = loop;
        this.network = network;
        this.membership = membership;
        this.pools = pools;
        this.startedAt = loop.nanos();
        this.presence = new Presence(loop::nanos);
    }

    @Override
    public Recording recording(Database database, Recording recorder) {
        Identity identity = database.identity();
        int shards = identity.shardCount();
        shardCount = shards;
        book = new FactBook(identity.nodeId(), recorder, loop);
        try {
            copies = new Copies(database, disk, options.directory());
            forgotten = ForgottenSeeds.of(disk, options.directory());
            if (copies.awaited().contains(PathHash.SYSTEM_SHARD)) {
                copies.each(PathHash.SYSTEM_SHARD, record -> book.applied(record.decoded())); // others have the rest
            } else {
                book.load(database.reader());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        situations = new Situations(options, identity, loop, book, copies, forgotten, database.recorder()::refusal);
        heart = new Heart(loop, network, situations::beat, situations::question, situations::addresses);
        situations.over(heart);
        situation = situations.now();
        CopyTaker taker = new CopyTaker(database, pools.copiers());
        senders = new Senders(this::situation, network, loop, shards);
        clock = new OwnClock(heart, loop, () -> database.recorder().aheadMicros());
        situations.judging(clock::isOff);
        own = new NodeCopies(database, copies, comparisons, this::situation, loop, heart, presence);
        lead = new Lead(this::situation, recorder, senders, loop, clock::refusal, own);
        puller = new Puller(
                loop, network, this::situation, copies, comparisons, taker::keepAll, shards, options.moveRate());
        fill = new Fill(this::situation, copies, comparisons, shards, loop::nanos, startedAt);
        bases = new Bases(this::situation, copies, comparisons, identity.store(), shards, loop::nanos);
        Genesis genesis = new Genesis(identity.clusterId(), options.name(), shards);
        entry = new Entry(book, this::situation, situations::info, genesis, options.factor(), membership, this::others);
        lags = new Lags(loop, copies, comparisons, senders, this::situation, shards, startedAt);
        situations.telling(lags::evenAgoNanos);
        Terms terms = new Terms(shards, startedAt, options.rereplicateAfter().toNanos());
        controller = new Controller(
                book, this::situation, membership::ownerOf, situations::readOnlyNodes, this::others, terms);
        retiring = new Retiring(
                loop,
                network,
                this::situation,
                copies,
                comparisons,
                disk,
                options.directory(),
                pools.copiers(),
                shards);
        changing = new Changes(book, this::situation, situations::owedBytes, this::others, terms, loop::wallMicros);
        changes = new FeedAnswers(own, database);
        rereads = new Rereads(database, pools.copiers());
        PageReader pages = new PageReader(own, shards);
        served = new ServedPeer(
                this::situation,
                heart,
                book,
                copies,
                taker,
                lead,
                database.reader(),
                pages,
                new Surveyor(database),
                rereads,
                identity.store(),
                shards,
                pools);
        comparer = new Comparer(this::situation, network, this::served, shards);
        return new Replicator(this::situation, lead, senders);
    }

    @Override
    public AssertionReader reader(Database database, AssertionReader held) {
        return new ScatterReader(
                this::situation, network, held, own, database.identity().shardCount());
    }

    @Override
    public SourceCounts sourceCounts(SourceCounts stored) {
        sources = new SourceAnswers(own);
        return new ScatteredSources(this::situation, network, sources, shardCount);
    }

    /**
     * Answers from this node's copies what is asked about many shards.
     *
     * @throws StemeException shard-unavailable, if this node does not have all of a shard
     */
    public byte[] answer(Question question) {
        return question.kind() == Question.Kind.SOURCES ? sources.answer(question) : changes.answer(question.body());
    }

    /** Tells what is recorded in the whole cluster. */
    public ClusterFeed feed() {
        return new ClusterFeed(this::situation, network, changes, loop::nanos, shardCount);
    }

    @Override
    public boolean holds(int shard) {
        return situation.answersFor(shard);
    }

    @Override
    public LongSupplier times(LongSupplier own) {
        return () -> clock.time(own);
    }

    /** Refuses what others judge by the times of this node, if its clock is off. */
    void requireClock() {
        clock.require();
    }

    @Override
    public void applied(Recorded recorded) {
        book.applied(recorded);
    }

    /**
     * Begins to speak to others.
     *
     * @param answers what this node answers itself
     */
    public void start(ServedPeer.Answers answers) {
        served.over(answers);
        begunAt = loop.nanos();
        presence.begin();
        heart.tell(puller::heard);
        heart.tell(bases::heard);
        heart.tell(neighbour -> refresh());
        heart.tell(lags::heard);
        heart.start();
        lead.start();
        loop.each(REFRESH, () -> refresh());
        loop.each(COUNT, own::count);
        loop.each(LOOK, this::look);
        options.compareEvery().ifPresent(time -> loop.each(time, () -> comparer.round(loop)));
        loop.each(SWEEP, retiring::sweep);
    }

    private void look() {
        if (!refresh()) {
            return;
        }
        entry.look(heart.nodes());
        if (fill.look()) {
            refresh();
        }
        bases.look();
        controller.look();
        retiring.look();
        elections.look(situation, shardCount);
        removal.look(situation);
    }

    /** After the loop stood still, what others have said meanwhile comes first: else they would be taken for dead. */
    private boolean refresh() {
        if (presence.isLate(loop, this::see)) {
            return false;
        }
        see();
        return true;
    }

    private void see() {
        Situation next = situations.now();
        clock.look(next);
        situation = next;
        lags.look();
    }

    private Map<String, Peer> others(Situation now) {
        Map<String, Peer> others = new TreeMap<>();
        Map<String, Neighbour> heard = heart.neighbours();
        for (String node : now.liveness().live(heard.keySet())) {
            others.put(node, network.at(heard.get(node).address(), FACT_PATIENCE));
        }
        return others;
    }

    /** Who plans for a shard, as this node sees it. */
    String controller(int shard) {
        return controller.controller(shard, situation.liveMembers());
    }

    /** Whether the cluster is well, as this node sees it. */
    HealthView health() {
        HealthView now = HealthView.of(situation, shardCount);
        HealthView health = loop.nanos() - begunAt < SETTLED.toNanos() ? now.afterStart() : now;
        return health.and(situations.reasons(situation)).and(clock.reasons());
    }

    /** What this node makes of what it knows. */
    Situations situations() {
        return situations;
    }

    /** Counts a seed no more, for as long as it does not answer. */
    void forgetSeed(String seed) {
        try {
            forgotten.add(seed);
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    /** Changes what the cluster is. */
    Changes changing() {
        return changing;
    }

    /** Who goes on with a change whose node has ended; nobody whose clock is wrong, since others judge by his times. */
    Succession succession() {
        Set<String> unable = situations.readOnlyNodes();
        clock.fault().ifPresent(wrong -> unable.add(situation.self()));
        return new Succession(situation, unable, terms().startedAt(), loop.wallMicros());
    }

    /** What lists are planned by, beside what is so. */
    Terms terms() {
        return controller.terms();
    }

    /** Compares what nodes hold. */
    Comparer comparer() {
        return comparer;
    }

    /** How things stand, as of a moment ago. */
    public Situation situation() {
        return situation;
    }

    /** This node, as others ask it. */
    public Peer served() {
        return served;
    }

    /** What this node has, for reading. */
    NodeCopies own() {
        return own;
    }

    Heart heart() {
        return heart;
    }

    /** How far the others are behind this node. */
    public Lags lags() {
        return lags;
    }

    /** Copies that are on their way to others, by node. */
    Map<String, Backlog> backlogs() {
        return senders.backlogs();
    }

    /** Copies of this node that could not answer completely without every other node. */
    int needingAll() {
        return bases.needingAll();
    }

    /** What comparing with others came to. */
    public PullCounts pulls() {
        return puller.counts();
    }

    /** Leaves to others what this node does for clients; whether all was handed over in time. */
    public CompletableFuture<Boolean> leave(Duration patience) {
        rereads.stop();
        return new Farewell(loop, this::situation, situations, heart, lead, senders, lags).say(patience);
    }
}
