package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.node.Tokens;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.scatter.ReadScope;
import io.stemedb.files.PowerCut;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.Token;
import io.stemedb.promise.ClientHistory;
import io.stemedb.promise.ClientNotes;
import io.stemedb.promise.Read;
import io.stemedb.promise.Read.Answer;
import io.stemedb.promise.Read.Require;
import io.stemedb.promise.Read.Shown;
import io.stemedb.promise.Said;
import io.stemedb.promise.Write;
import io.stemedb.promise.Write.Outcome;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Clients who write, repeat and read at whichever node, and note what they sent and what came back. */
final class NotingClients {
    private static final int PATHS = 17;
    private static final int RECENT = 6;
    private static final Carried NOTHING = new Carried(null, Set.of());

    private final World world;
    private final List<PlayedNode> nodes;
    private final SplittableRandom random;
    private final Chronicle seen;
    private final ClientNotes notes = new ClientNotes();
    private final List<Assertion> claims = new ArrayList<>();
    private final List<Carried> tokens = new ArrayList<>();
    private final Set<Sent> unanswered = new LinkedHashSet<>();
    private final Map<String, Set<String>> times = new HashMap<>();

    /** A token, and what it stands for. */
    private record Carried(String token, Set<Said> covered) {}

    /** A write that is under way; each is another one. */
    private record Sent(int number, PlayedNode node, long begun, Assertion claim, Ack ack) {}

    private int sent;

    NotingClients(World world, List<PlayedNode> nodes, SplittableRandom random, Chronicle seen) {
        this.world = world;
        this.nodes = nodes;
        this.random = random;
        this.seen = seen;
    }

    private PlayedNode any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private <T> T recent(List<T> all) {
        return all.get(all.size() - 1 - random.nextInt(Math.min(RECENT, all.size())));
    }

    /** A new claim, or one that was sent before; now and then at two nodes at once. */
    void write() {
        Assertion claim = claims.isEmpty() || random.nextInt(3) > 0 ? next() : recent(claims);
        Ack ack =
                List.of(Ack.QUORUM, Ack.QUORUM, Ack.QUORUM, Ack.LEADER, Ack.ALL).get(random.nextInt(5));
        send(any(), claim, ack);
        if (random.nextInt(4) == 0) {
            send(any(), claim, ack);
        }
    }

    private Assertion next() {
        int number = claims.size();
        byte[] value = Integer.toString(number).getBytes(UTF_8);
        Claim claim = Claim.ofSystem("a/" + number % PATHS, "p", CanonicalJson.ofCanonical(value), number);
        Assertion assertion = Completion.complete(claim, number, () -> null);
        claims.add(assertion);
        return assertion;
    }

    private void send(PlayedNode node, Assertion claim, Ack ack) {
        if (node.up()) {
            Sent one = new Sent(sent++, node, world.now(), claim, ack);
            unanswered.add(one);
            node.whenAwake(() -> handIn(one));
        }
    }

    private void handIn(Sent one) {
        PlayedNode node = one.node();
        int boot = node.boot();
        var unused = node.recording()
                .submit(List.of(new Append(one.claim(), null, null)), new Recording.Terms(one.ack(), Duration.ZERO))
                .thenAccept(outcomes -> {
                    if (node.boot() == boot) {
                        answered(one, outcomes.get(0));
                    }
                });
        node.pump();
    }

    private void answered(Sent one, AppendOutcome outcome) {
        unanswered.remove(one);
        Outcome told = outcome.whyRefused()
                .map(StemeException::refusal)
                .map(why -> why == Refusal.OUTCOME_UNKNOWN ? Outcome.UNKNOWN : Outcome.REFUSED)
                .orElse(Outcome.ACKNOWLEDGED);
        seen.count(told.name());
        if (told == Outcome.ACKNOWLEDGED) {
            Recorded recorded = outcome.orThrow();
            int shard = PathHash.shardOf(recorded.assertion(), Machine.SHARDS);
            tokens.add(new Carried(Token.of(shard, recorded.dot()).toString(), Set.of(said(recorded.assertion()))));
            wrote(one, told, shown(recorded).id());
        } else {
            wrote(one, told, null);
        }
    }

    private void wrote(Sent one, Outcome told, String id) {
        notes.wrote(
                new Write("writer", one.node().id, one.begun(), world.now(), said(one.claim()), one.ack(), told, id));
    }

    private static Said said(Assertion claim) {
        return new Said(claim.conceptPath(), new String(claim.value().utf8(), UTF_8));
    }

    private Shown shown(Recorded recorded) {
        String id = recorded.id().toString();
        String time = Long.toString(recorded.recordedAt());
        if (times.computeIfAbsent(id, key -> new HashSet<>()).add(time)
                && times.get(id).size() == 2) {
            seen.count("twin");
        }
        return new Shown(said(recorded.assertion()), id, time);
    }

    /** A question about everything or one path, with or without a token, at whichever node. */
    void read() {
        PlayedNode node = any();
        if (!node.awake()) {
            return;
        }
        String scope = random.nextBoolean() ? "*" : "a/" + random.nextInt(PATHS);
        Require require = List.of(Require.NOTHING, Require.NOTHING, Require.NOTHING, Require.COMPLETE, Require.ALL)
                .get(random.nextInt(5));
        Carried carried = tokens.isEmpty() || random.nextInt(3) > 0 ? NOTHING : recent(tokens);
        Read read = ask(node, scope, require, carried);
        seen.count((read.answer().given() ? read.answer().complete() ? "complete" : "incomplete" : "no answer")
                + (carried.covered().isEmpty() ? "" : " with token")
                + (require == Require.NOTHING ? "" : " required"));
        notes.read(read);
    }

    void readInTheEnd(PlayedNode node) {
        notes.readInTheEnd(ask(node, "*", Require.ALL, NOTHING));
    }

    private Read ask(PlayedNode node, String scope, Require require, Carried carried) {
        long begun = world.now();
        Answer answer = answer(node, scope, require, carried);
        return new Read("reader", node.id, begun, world.now(), scope, require, carried.covered(), answer);
    }

    private Answer answer(PlayedNode node, String scope, Require require, Carried carried) {
        int boot = node.boot();
        Requirement requirement = require == Require.NOTHING ? Requirement.NONE : Requirement.valueOf(require.name());
        ReadScope reading = new ReadScope(carried.token(), requirement);
        try {
            List<Shown> shown = reading.during(() -> walk(node, scope));
            boolean complete = reading.coverage().complete();
            if (node.boot() != boot) {
                return Answer.none("its process has ended");
            }
            if (require != Require.NOTHING && !complete) {
                return Answer.none("not complete");
            }
            Set<Said> covered = shown.stream().map(Shown::said).collect(Collectors.toSet());
            tokens.add(new Carried(Tokens.of(reading, node.cluster()), covered));
            return Answer.of(complete, shown);
        } catch (StemeException | UnreachableException refused) {
            return Answer.none(refused.getMessage());
        } catch (RuntimeException | PowerCut failed) {
            if (node.boot() == boot) {
                throw failed;
            }
            return Answer.none("its process has ended");
        }
    }

    private List<Shown> walk(PlayedNode node, String scope) {
        boolean all = scope.equals("*");
        SlotRange range = new SlotRange(
                all ? SlotRange.Scope.ALL : SlotRange.Scope.PATH, all ? null : scope, null, null, true, false);
        List<Shown> shown = new ArrayList<>();
        try (SlotCursor slots = node.reader().slots(range)) {
            while (slots.next()) {
                slots.claims().forEach(claim -> shown.add(shown(claim)));
            }
        }
        return shown;
    }

    /** What was noted. Writes without an answer are of an unknown outcome. */
    ClientHistory history() {
        unanswered.forEach(one -> wrote(one, Outcome.UNKNOWN, null));
        unanswered.clear();
        return notes.history();
    }
}
