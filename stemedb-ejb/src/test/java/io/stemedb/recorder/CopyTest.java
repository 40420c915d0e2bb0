package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CopyTest {
    private static final long AN_HOUR = 3_600_000_000L;
    private static final int LARGEST = 100_000;
    private static final int ASSERTED_AT = 34;
    private static final int SHARDS = 64;
    private final Played node;

    CopyTest() throws IOException {
        node = new Played(64 * 1024, 64 * 1024);
    }

    private static Assertion claim(int value) {
        Claim claim = Claim.of("a/b", "p", CanonicalJson.ofCanonical(String.valueOf(value)), "who");
        return Completion.complete(claim, 5, () -> "00112233445566778899aabbccddeeff");
    }

    private static Recorded of(Assertion claim, long at, long recorder, long n) {
        return new Recorded(claim, at, new Dot(recorder, n), null, null);
    }

    private static Copy copy(Recorded recorded) {
        byte[] key = RecordKey.of(PathHash.shardOf(recorded.assertion(), SHARDS), recorded);
        return Copy.read(key, RecordFormat.encode(recorded), SHARDS, LARGEST);
    }

    private String store(Copy... copies) {
        var outcomes = node.database().recorder().store(List.of(copies));
        while (!outcomes.isDone()) {
            node.database().step();
        }
        return String.join(
                " ",
                outcomes.join().stream()
                        .map(outcome -> outcome.fold(
                                () -> "taken", () -> "known", no -> no.refusal().name()))
                        .toList());
    }

    private Optional<Dot> shown(Assertion claim) {
        return node.database().reader().find(claim.id()).map(Recorded::dot);
    }

    @Test
    void a_copy_is_taken_once_however_often_it_comes() throws IOException {
        Copy copy = copy(of(claim(1), 1_000, 7, 3));
        assertThat(store(copy, copy)).isEqualTo("taken known");
        assertThat(store(copy)).isEqualTo("known");
        int shard = RecordKey.shard(copy.key());
        assertThat(node.database().shown().horizon().dots().of(shard)).isEqualTo(ShardVector.of(7, Intervals.of(3, 3)));
        node.cutPower();
        node.open();
        assertThat(store(copy)).isEqualTo("known");
        assertThat(node.database()
                        .store()
                        .copies()
                        .without(shard, ShardVector.NONE, new byte[0], 1)
                        .records()
                        .get(0)
                        .rest())
                .isEqualTo(copy.rest());
    }

    @Test
    void of_several_records_of_a_claim_the_first_recorded_is_shown_whatever_comes_first() {
        Assertion claim = claim(1);
        assertThat(store(copy(of(claim, 2_000, 7, 1)))).isEqualTo("taken");
        assertThat(store(copy(of(claim, 3_000, 8, 1)))).isEqualTo("taken");
        assertThat(shown(claim)).contains(new Dot(7, 1));
        assertThat(store(copy(of(claim, 1_000, 9, 1)))).isEqualTo("taken");
        assertThat(shown(claim)).contains(new Dot(9, 1));
        assertThat(node.database().reader().slot("a/b", "p")).hasSize(1);
        assertThat(node.database().store().statistics().assertions()).isOne();
        assertThat(node.database().store().sources().count("who")).isOne();
    }

    @Test
    void an_append_of_a_claim_that_a_copy_brought_is_held_already() {
        Assertion claim = claim(1);
        store(copy(of(claim, 2_000, 7, 1)));
        AppendOutcome outcome = node.write(new Append(claim, null, null));
        assertThat(outcome).isInstanceOf(AppendOutcome.AlreadyHeld.class);
        assertThat(outcome.orThrow().dot()).isEqualTo(new Dot(7, 1));
    }

    @Test
    void a_dot_that_is_held_keeps_no_claim_away() {
        assertThat(store(copy(of(claim(1), 2_000, 7, 1)), copy(of(claim(2), 2_001, 7, 1))))
                .isEqualTo("taken taken");
        assertThat(shown(claim(2))).contains(new Dot(7, 1));
    }

    @Test
    void a_time_from_the_far_future_is_stored_as_it_is_and_takes_nothing_along() throws IOException {
        long future = node.wall.get() + 1_000 * AN_HOUR;
        byte[] key = new byte[16];
        node.write(new Append(claim(5), key, null));
        store(copy(of(claim(1), future, 7, 1)));
        Recorded own = node.write(new Append(claim(2), null, null)).orThrow();
        assertThat(own.recordedAt()).isBetween(node.wall.get(), node.wall.get() + HybridClock.MOST_SKEW_MICROS + 1);
        assertThat(node.database().store().clock()).isEqualTo(future);
        node.cutPower();
        node.open();
        Recorded later = node.write(new Append(claim(3), null, null)).orThrow();
        assertThat(later.recordedAt())
                .isGreaterThan(own.recordedAt())
                .isLessThan(node.wall.get() + 2 * HybridClock.MOST_SKEW_MICROS);
        // The key is remembered still: it stands for another claim.
        assertThat(node.write(new Append(claim(6), key, null)).whyRefused().map(StemeException::refusal))
                .contains(Refusal.KEY_REUSED);
    }

    @Test
    void bytes_that_are_not_those_of_their_content_are_refused() {
        Recorded recorded = of(claim(1), 1_000, 7, 3);
        byte[] key = RecordKey.of(PathHash.shardOf(recorded.assertion(), SHARDS), recorded);
        byte[] rest = RecordFormat.encode(recorded);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < rest.length; i++) {
            byte[] flipped = rest.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));
            if (i < ASSERTED_AT || i >= ASSERTED_AT + Long.BYTES) { // outside the id, as the claim has a nonce
                refused(key, flipped, Refusal.MALFORMED);
            }
            refused(key, Arrays.copyOf(rest, i), Refusal.MALFORMED);
        }
        for (int i = 0; i < key.length - RecordKey.STAMP; i++) {
            byte[] flipped = key.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));
            refused(flipped, rest, Refusal.MALFORMED);
            refused(Arrays.copyOf(key, i), rest, Refusal.MALFORMED);
        }
        refused(key, Arrays.copyOf(rest, rest.length + 1), Refusal.MALFORMED);
        refused(key, Arrays.copyOf(rest, LARGEST), Refusal.TOO_LARGE);
        refused(
                RecordKey.of(PathHash.shardOf(recorded.assertion(), SHARDS), of(claim(1), -1, 7, 3)),
                rest,
                Refusal.MALFORMED);
    }

    private static void refused(byte[] key, byte[] rest, Refusal why) {
        assertThatThrownBy(() -> Copy.read(key, rest, SHARDS, LARGEST))
                .isInstanceOfSatisfying(
                        StemeException.class, no -> assertThat(no.refusal()).isEqualTo(why));
    }

    @Test
    void more_copies_than_there_is_room_for_are_refused_and_appends_are_not() throws IOException {
        Database small = Database.open(
                SmallDatabase.in(Path.of("/small")).shards(SHARDS).queue(4_000).options(),
                OneThread.on(node.disk()).surroundings(),
                recorded -> {});
        var first = small.recorder().store(List.of(copy(of(claim(1), 1_000, 7, 1))));
        List<Copy> many = java.util.stream.IntStream.range(2, 20)
                .mapToObj(i -> copy(of(claim(i), 1_000 + i, 7, i)))
                .toList();
        assertThat(small.recorder().store(many).join())
                .allSatisfy(
                        outcome -> assertThat(outcome.<Refusal>fold(() -> null, () -> null, StemeException::refusal))
                                .isEqualTo(Refusal.RATE_LIMITED));
        var append = small.recorder().submit(List.of(new Append(claim(1), null, null)));
        assertThat(small.step()).isTrue();
        assertThat(first).isDone();
        assertThat(append.join().get(0).orThrow().dot()).isEqualTo(new Dot(7, 1));
        small.close();
    }
}
