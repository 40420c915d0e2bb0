package io.stemedb.cluster.retirement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Holding;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.cluster.sync.Comparisons;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskHook;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Node a has a copy of a shard that b and c are to keep, of which several parts go into the trash. */
class RetiringTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long PART_NANOS = 30 * MILLI;
    private static final int CLAIMS = 150;
    private static final int SHARD = PathHash.shardOf("a/b", Machine.SHARDS);
    private static final Path FOLDER = Machine.DATA.resolve("trash");

    private final Machine machine = Machine.with(
            new SplittableRandom(1),
            SmallDatabase.in(Machine.DATA).named("a").shards(Machine.SHARDS).options(),
            0);
    private final Played loop = new Played();
    private final Situations situations =
            Situations.well().reached().shard(SHARD).keeps("b", true, 5).keeps("c", true, 5);
    private final Copies copies;
    private final Retiring retiring;
    private final Set<String> created = new TreeSet<>();
    private final List<Long> diskWork = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private Predicate<Question> vouched = question -> true;
    private Runnable besideDiskWork = () -> {};
    private boolean flushes = true;
    private int writtenUnsealed;
    private int nextClaim;

    private record Question(int shard, ShardVector records, boolean sealed) {}

    RetiringTest() throws IOException {
        machine.open();
        copies = new Copies(machine.database(), machine.disk(), Machine.DATA);
        Peer holder = (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("vouches");
                    Holding asked = (Holding) args[0];
                    Question question = new Question(asked.shard(), asked.records(), copies.isSealed(SHARD));
                    questions.add(question);
                    return CompletableFuture.completedFuture(vouched.test(question));
                });
        situations.holders("b", "c");
        retiring = new Retiring(
                loop,
                (address, patience) -> holder,
                () -> situations.seenBy("a"),
                copies,
                new Comparisons(),
                machine.disk(),
                Machine.DATA,
                this::onDisk,
                Machine.SHARDS);
        for (int i = 0; i < CLAIMS; i++) {
            write();
        }
        machine.disk().hook((operation, path) -> {
            if (operation == DiskHook.Operation.CREATE && path.startsWith(FOLDER)) {
                created.add(path.toString());
            }
        });
    }

    @AfterEach
    void end() {
        machine.end(false);
    }

    /** What is written takes its time, and meanwhile something happens. */
    private void onDisk(Runnable work) {
        diskWork.add(loop.now);
        if (copies.isSealed(SHARD) && writtenUnsealed == 0) {
            writtenUnsealed = trash().size();
        }
        loop.now += PART_NANOS;
        work.run();
        besideDiskWork.run();
    }

    private void write() {
        write("a/b", "p");
    }

    private void write(String path, String predicate) {
        String value = "\"" + "x".repeat(10_000) + nextClaim++ + "\"";
        Claim claim = Claim.of(path, predicate, CanonicalJson.ofCanonical(value), "who");
        Assertion assertion = Completion.complete(claim, nextClaim, () -> "00112233445566778899aabbccddeeff");
        var unused = machine.database().recorder().submit(List.of(new Append(assertion, null, null)));
        pump();
    }

    private void pump() {
        while (machine.database().step()) {
            // the next group
        }
        if (flushes) {
            machine.flusher.runOne();
            machine.merger.runOne();
        }
    }

    private final class Played implements Loop {
        private record Due(long at, int number, Runnable work) {}

        private final PriorityQueue<Due> due =
                new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingInt(Due::number));
        private long now;
        private int number;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public long wallMicros() {
            return 1_000_000_000_000L + now / 1_000;
        }

        @Override
        public void later(Duration delay, Runnable work) {
            due.add(new Due(now + delay.toNanos(), number++, work));
        }

        @Override
        public void execute(Runnable work) {
            later(Duration.ZERO, work);
        }

        void runFor(long nanos) {
            long until = now + nanos;
            while (!due.isEmpty() && due.peek().at() <= until) {
                now = Math.max(now, due.peek().at());
                due.remove().work().run();
                pump();
            }
            now = Math.max(now, until);
        }
    }

    /** Looks twice a second, until the copy has gone or that takes too long. */
    private boolean isGoneIn(int seconds) {
        for (int look = 0; look < 2 * seconds && !copies.have(SHARD).isEmpty(); look++) {
            retiring.look();
            loop.runFor(SECOND / 2);
        }
        return copies.have(SHARD).isEmpty();
    }

    private Set<String> trash() {
        try {
            Set<String> lines = new TreeSet<>();
            for (String name : machine.disk().list(FOLDER)) {
                Path file = FOLDER.resolve(name);
                ByteBuffer bytes = ByteBuffer.allocate((int) machine.disk().size(file));
                try (DiskFile in = machine.disk().openToRead(file)) {
                    in.read(bytes, 0);
                }
                lines.addAll(List.of(new String(bytes.array(), UTF_8).split("\n")));
            }
            return lines;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void a_copy_goes_though_it_gets_claims_all_the_time_and_nothing_of_it_is_written_twice() {
        besideDiskWork = () -> {
            if (!copies.isSealed(SHARD) && questions.stream().noneMatch(Question::sealed)) {
                write("a/b", "o"); // in front of what is written by then
            }
        };
        assertThat(isGoneIn(20)).isTrue();
        assertThat(created).hasSize(1);
        assertThat(trash()).hasSize(nextClaim);
        assertThat(nextClaim).isGreaterThan(CLAIMS + 2);
        assertThat(nextClaim - writtenUnsealed)
                .as("what came while what had come was written")
                .isEqualTo(1);
        Question last = questions.get(questions.size() - 1);
        assertThat(last.records().count()).as("they vouch for all of it").isEqualTo(nextClaim);
    }

    @Test
    void a_claim_that_was_on_its_way_when_the_copy_was_sealed_is_written_and_asked_about_too() {
        vouched = question -> {
            if (question.sealed() && nextClaim == CLAIMS) {
                write();
            }
            return true;
        };
        assertThat(isGoneIn(3)).isTrue();
        assertThat(questions.stream().map(Question::sealed).distinct()).containsExactly(false, true);
        assertThat(questions.get(questions.size() - 1).records().count()).isEqualTo(CLAIMS + 1);
        assertThat(created).hasSize(1);
        assertThat(trash()).hasSize(CLAIMS + 1);
    }

    @Test
    void if_the_holders_lack_what_came_in_only_that_is_written_at_the_next_try() {
        boolean[] lack = {true};
        besideDiskWork = () -> {
            if (nextClaim == CLAIMS) {
                write();
            }
        };
        vouched = question -> question.records().count() == CLAIMS || !lack[0];
        assertThat(isGoneIn(5)).isFalse();
        assertThat(copies.isSealed(SHARD)).isFalse();
        lack[0] = false;
        write();
        assertThat(isGoneIn(5)).isTrue();
        assertThat(created).hasSize(1);
        assertThat(trash()).hasSize(CLAIMS + 2);
        int parts = CLAIMS * 10_000 / (512 * 1024) + 1;
        assertThat(diskWork.size()).as("some of little").isBetween(parts + 4, parts + 10);
    }

    @Test
    void what_is_written_to_the_trash_takes_half_of_the_time_at_most() {
        assertThat(isGoneIn(5)).isTrue();
        assertThat(diskWork).hasSizeGreaterThan(4);
        for (int i = 1; i < 4; i++) {
            assertThat(diskWork.get(i) - diskWork.get(i - 1)).isGreaterThanOrEqualTo(2 * PART_NANOS);
        }
    }

    @Test
    void what_is_being_written_of_a_copy_is_given_up_once_it_is_to_stay() throws IOException {
        besideDiskWork = () -> situations.holders("a", "b");
        assertThat(isGoneIn(5)).isFalse();
        assertThat(diskWork).hasSize(1);
        retiring.sweep();
        assertThat(machine.disk().list(FOLDER)).isEmpty();
    }

    @Test
    void a_copy_that_cannot_be_dropped_just_now_is_sealed_for_a_few_seconds_at_most() {
        flushes = false; // some of it is in memory only
        write();
        retiring.look();
        long sealed = 0;
        while (loop.now < 6 * SECOND) {
            long before = loop.now;
            loop.runFor(SECOND / 10);
            sealed += copies.isSealed(SHARD) ? loop.now - before : 0;
        }
        assertThat(sealed).isBetween(2 * SECOND, 4 * SECOND);
        assertThat(copies.isSealed(SHARD)).isFalse();
        flushes = true;
        assertThat(isGoneIn(5)).isTrue();
    }

    @Test
    void a_copy_of_which_some_is_in_memory_only_goes_without_being_unsealed_meanwhile() {
        flushes = false;
        write();
        besideDiskWork =
                () -> flushes = copies.isSealed(SHARD) && questions.stream().anyMatch(Question::sealed);
        vouched = question -> {
            assertThat(question.sealed() || questions.size() <= 2).isTrue();
            return true;
        };
        assertThat(isGoneIn(5)).isTrue();
    }

    @Test
    void a_few_claims_that_others_do_not_vouch_for_do_not_hold_up_the_room_of_what_was_dropped() {
        String few = "a/c";
        String listed = "a/d";
        int shard = PathHash.shardOf(few, Machine.SHARDS);
        int own = PathHash.shardOf(listed, Machine.SHARDS);
        assertThat(List.of(SHARD, shard, own)).doesNotHaveDuplicates();
        situations.shard(own).holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
        situations.shard(shard).holders("b", "c").keeps("b", true, 5).keeps("c", true, 5);
        write(few, "p");
        for (int i = 0; i < 3 * CLAIMS; i++) { // runs of which a part is dropped
            write(i % 3 == 0 ? "a/b" : listed, "p");
        }
        vouched = question -> question.shard() == SHARD;
        assertThat(isGoneIn(5)).isTrue();
        assertThat(copies.owedBytes()).isPositive();
        for (int look = 0; look < 20; look++) {
            retiring.look();
            loop.runFor(SECOND / 2);
        }
        assertThat(copies.have(shard).isEmpty()).isFalse();
        assertThat(copies.owedBytes()).isZero();
    }
}
