package io.stemedb.cluster.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.AppendResult.Held;
import io.stemedb.cluster.peer.AppendResult.New;
import io.stemedb.cluster.peer.AppendResult.NotTaken;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.intake.Ack;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What every way of carrying calls must do. The network that is played is held to it as the real one is. */
public interface PeerContract {
    /** A line to the node that {@link #asked} plays. */
    Peer line();

    /** The same with little patience. */
    Peer impatientLine();

    /** A line to an address at which nobody answers. */
    Peer lineToNobody();

    /** What the other end answers with. */
    AskedPeer asked();

    /** Waits, or lets the played time pass, until a call has ended. */
    <T> T await(CompletableFuture<T> call);

    /** A record for tests. */
    static StoredRecord record(int number) {
        byte[] value = Integer.toString(number).getBytes(UTF_8);
        Claim claim = Claim.ofSystem("a/b", "p", CanonicalJson.ofCanonical(value), number);
        Assertion assertion = Completion.complete(claim, number, () -> null);
        return StoredRecord.of(3, new Recorded(assertion, 1_000 + number, new Dot(-7, number), null, "batch"));
    }

    /** A heartbeat for tests. */
    static Beat beat(String id) {
        NodeInfo node = new NodeInfo(
                id,
                "größe",
                "ab12",
                3,
                true,
                64,
                -5,
                "a:1",
                "a:2",
                "a:3",
                "a:4",
                "0.1.0",
                new Protocols(1, 2, -1),
                3,
                1_760_000_000_000_000L,
                true);
        return new Beat(
                node,
                -9,
                Map.of(0, new CopyState(true, false, -1, 5, 6), 63, new CopyState(false, true, 1, 0, 0)),
                Map.of("é", 5_000_000_000L),
                List.of(),
                7_000_000_000L);
    }

    private static void requireSame(StoredRecord one, StoredRecord other) {
        assertThat(one.key()).isEqualTo(other.key());
        assertThat(one.rest()).isEqualTo(other.rest());
    }

    @Test
    default void a_heartbeat_and_its_answer_arrive_as_they_were() {
        asked().answer(beat("other"));
        assertThat(await(line().beat(beat("one")))).isEqualTo(beat("other"));
        assertThat(asked().last()).isEqualTo(beat("one"));
    }

    @Test
    default void records_arrive_byte_for_byte_and_outcomes_in_their_order() {
        List<CopyResult> results = List.of(CopyResult.TAKEN, CopyResult.KNOWN, CopyResult.REFUSED);
        asked().answer(results);
        assertThat(await(line().store(List.of(record(1), record(2), record(3)))))
                .isEqualTo(results);
        List<?> came = (List<?>) asked().last();
        requireSame((StoredRecord) came.get(2), record(3));

        asked().answer(record(5));
        requireSame(await(line().fact(record(4))), record(5));
    }

    @Test
    default void appends_come_back_as_what_was_noted_as_what_is_held_or_as_the_refusal_in_its_own_words() {
        StemeException refusal = StemeException.of(Refusal.KEY_REUSED, "used")
                .at("/Idempotency-Key")
                .hinting("another")
                .limitedTo(3)
                .about("ab");
        New noted = new New(1_700_000_000_000_000L, new Dot(-7, 5));
        asked().answer(List.of(noted, new Held(record(1)), new NotTaken(refusal)));
        List<AppendResult> results =
                await(line().append(new Forwarded(List.of(record(3), record(1), record(2)), Ack.ALL)));

        assertThat(((Forwarded) asked().last()).ack()).isEqualTo(Ack.ALL);
        assertThat(results.get(0)).isEqualTo(noted);
        requireSame(((Held) results.get(1)).record(), record(1));
        assertThat(((NotTaken) results.get(2)).why()).usingRecursiveComparison().isEqualTo(refusal);
    }

    @Test
    default void a_pull_says_what_is_there_and_brings_what_is_lacking() {
        ShardVector have = ShardVector.of(new Dot(-7, 1)).with(new Dot(-7, 9)).with(new Dot(8, 1));
        asked().answer(new Pulled(5, List.of(new Pulled.Part(3, List.of(record(2)), new byte[] {1}))));
        Pulled pulled = await(line().pull(new Pull(List.of(new Pull.Want(3, have, new byte[] {5, 6})), 1_000)));

        Pull came = (Pull) asked().last();
        assertThat(came.wants().get(0).have()).isEqualTo(have);
        assertThat(came.wants().get(0).after()).containsExactly(5, 6);
        assertThat(pulled.parts().get(0).ended()).isFalse();
        requireSame(pulled.parts().get(0).records().get(0), record(2));
    }

    @Test
    default void a_survey_and_its_answer_arrive_as_they_were_and_records_are_fetched_by_name() {
        BitSet buckets = new BitSet();
        buckets.set(0);
        buckets.set(255);
        Survey survey = new Survey(Survey.Level.RECORDS, List.of(new Survey.Branch(3, buckets)));
        Surveyed surveyed = new Surveyed(List.of(
                new Surveyed.Part(3, 0, List.of()), new Surveyed.Part(3, 255, List.of(-1L, 7L, Long.MIN_VALUE))));
        asked().answer(surveyed);
        assertThat(await(line().survey(survey))).isEqualTo(surveyed);
        assertThat(asked().last()).isEqualTo(survey);

        Fetch fetch = new Fetch(List.of(new Fetch.Part(3, List.of(-1L, 7L))), true, 512);
        asked().answer(List.of(record(1), record(2)));
        requireSame(await(line().fetch(fetch)).get(1), record(2));
        assertThat(asked().last()).isEqualTo(fetch);
    }

    @Test
    default void a_node_says_how_far_it_has_read_its_runs_again() {
        Rereading.Finding found =
                new Rereading.Finding("run-0000000003.mv", 8_192, "wrong", List.of(3, 9), List.of("ab", "cd"));
        Rereading rereading = new Rereading(true, 0.25, List.of(found), 2);
        asked().answer(rereading);
        assertThat(await(line().reread(true))).isEqualTo(rereading);
        assertThat(asked().last()).isEqualTo(true);
    }

    @Test
    default void who_vouches_for_a_copy_is_told_what_is_in_it() {
        Holding copy = new Holding(63, ShardVector.of(new Dot(-7, 1)).with(new Dot(-7, 9)), -5, "node2");
        asked().answer(true);
        assertThat(await(line().vouches(copy))).isTrue();
        assertThat(asked().last()).isEqualTo(copy);
        asked().answer(false);
        assertThat(await(line().vouches(copy))).isFalse();
    }

    @Test
    default void a_range_and_its_page_arrive_as_they_were() {
        SlotRange slots = new SlotRange(SlotRange.Scope.BELOW, "a", "a/b", "p", true, false, 77);
        Page page = new Page(List.of(), true, Map.of(3, ShardVector.of(new Dot(1, 1))), false, 7, Set.of("node2"));
        asked().answer(page);
        assertThat(await(line().read(new Range(slots, Set.of(3, 9), "token", new byte[0], 500))))
                .isEqualTo(page);
        Range came = (Range) asked().last();
        assertThat(came.slots()).isEqualTo(slots);
        assertThat(came.shards()).containsExactlyInAnyOrder(3, 9);
        assertThat(came.token()).isEqualTo("token");
    }

    @Test
    default void an_id_is_found_or_not_and_a_question_gets_bytes() {
        AssertionId id = record(1).decoded().id();
        asked().answer(Optional.of(record(1)));
        requireSame(await(line().find(id)).orElseThrow(), record(1));
        assertThat(asked().last()).isEqualTo(id);
        asked().answer(Optional.empty());
        assertThat(await(line().find(id))).isEmpty();

        asked().answer("{}".getBytes(UTF_8));
        Question question = new Question(Question.Kind.HISTORY, "{1}".getBytes(UTF_8), null, Requirement.ALL);
        assertThat(await(line().ask(question))).isEqualTo("{}".getBytes(UTF_8));
        assertThat(((Question) asked().last()).token()).isNull();
    }

    @Test
    default void an_order_gets_bytes_too() {
        for (Order.Kind kind : Order.Kind.values()) {
            asked().answer("{2}".getBytes(UTF_8));
            assertThat(await(line().operate(new Order(kind, "{1}".getBytes(UTF_8)))))
                    .isEqualTo("{2}".getBytes(UTF_8));
            assertThat(((Order) asked().last()).kind()).isEqualTo(kind);
            assertThat(((Order) asked().last()).body()).isEqualTo("{1}".getBytes(UTF_8));
        }
    }

    @Test
    default void a_refusal_of_the_other_node_arrives_in_its_own_words() {
        StemeException refusal =
                StemeException.of(Refusal.SHARD_UNAVAILABLE, "not here").hinting("elsewhere");
        asked().refuse(refusal);
        assertThatThrownBy(() -> await(line().report()))
                .isInstanceOf(CompletionException.class)
                .cause()
                .usingRecursiveComparison()
                .isEqualTo(refusal);
    }

    @Test
    default void a_node_that_nobody_reaches_or_that_never_answers_is_unreachable() {
        assertThatThrownBy(() -> await(lineToNobody().report())).hasCauseInstanceOf(UnreachableException.class);
        asked().stayMute();
        assertThatThrownBy(() -> await(impatientLine().report())).hasCauseInstanceOf(UnreachableException.class);
    }
}
