package io.stemedb.cluster.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.json.CanonicalJson;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.AppendOutcome.AlreadyHeld;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private static final int SHARDS = 4;

    private static Recorded recorded(String path, int value, String text) {
        Claim claim = Claim.of(path, "p", CanonicalJson.ofCanonical('"' + text + value + '"'), "who");
        return new Recorded(
                Completion.complete(claim, 5, () -> "00112233445566778899aabbccddeeff"),
                value,
                new Dot(1, value),
                null,
                null);
    }

    private static List<AppendOutcome> ofOnePath(int many, String text) {
        return IntStream.rangeClosed(1, many)
                .<AppendOutcome>mapToObj(value -> new Appended(recorded("a/b", value, text)))
                .toList();
    }

    @Test
    void every_record_is_in_one_with_records_of_its_shard_and_what_was_refused_is_in_none() {
        AppendOutcome refused = new Refused(StemeException.of(Refusal.DISK_FULL, "full"));
        List<AppendOutcome> outcomes = List.of(
                new Appended(recorded("a", 1, "")),
                refused,
                new AlreadyHeld(recorded("a", 2, "")),
                new Appended(recorded("b", 3, "")));
        List<Together> all = Together.of(outcomes, SHARDS);
        assertThat(all.stream().flatMap(one -> one.places().stream())).containsExactlyInAnyOrder(0, 2, 3);
        assertThat(all)
                .allSatisfy(one -> assertThat(one.records())
                        .hasSameSizeAs(one.places())
                        .allMatch(record -> PathHash.shardOf(record.decoded().assertion(), SHARDS) == one.shard()));
    }

    @Test
    void one_is_never_so_large_that_a_message_has_no_room_for_it() {
        assertThat(Together.of(ofOnePath(150, ""), SHARDS).stream()
                        .map(one -> one.records().size()))
                .containsExactly(64, 64, 22);
        assertThat(Together.of(ofOnePath(5, "x".repeat(40_000)), SHARDS).stream()
                        .map(one -> one.records().size()))
                .containsExactly(2, 2, 1);
    }

    @Test
    void of_those_that_too_few_nodes_have_nobody_knows_what_became_and_the_others_stay_as_they_are() {
        List<AppendOutcome> outcomes = ofOnePath(70, "");
        List<Together> all = Together.of(outcomes, SHARDS);
        AppendOutcome[] ends = outcomes.toArray(AppendOutcome[]::new);
        all.get(0).settle(Spread.End.ENOUGH, ends);
        all.get(1).settle(Spread.End.UNKNOWN, ends);
        assertThat(List.of(ends).subList(0, 64)).isEqualTo(outcomes.subList(0, 64));
        assertThat(List.of(ends).subList(64, 70))
                .allSatisfy(end ->
                        assertThat(end.whyRefused().orElseThrow().refusal()).isEqualTo(Refusal.OUTCOME_UNKNOWN));
    }

    @Test
    void a_node_has_them_only_if_it_has_each_and_an_answer_that_is_too_short_says_nothing() {
        List<List<StoredRecord>> things = List.of(records(2), records(1), records(2)); // as they share one message
        assertThat(Senders.held(
                        things,
                        List.of(
                                CopyResult.TAKEN,
                                CopyResult.KNOWN,
                                CopyResult.REFUSED,
                                CopyResult.TAKEN,
                                CopyResult.REFUSED)))
                .containsExactly(true, false, false);
        assertThat(Senders.held(things, List.of(CopyResult.TAKEN, CopyResult.TAKEN, CopyResult.TAKEN)))
                .containsExactly(true, true, false);
    }

    private static List<StoredRecord> records(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> new StoredRecord(new byte[0], new byte[0]))
                .toList();
    }
}
