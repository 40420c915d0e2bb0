package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claims;
import io.stemedb.files.DiskFullException;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class FullDiskTest {
    private static final int MOST_WRITES = 1_000;

    /** Of a node that rolls long before it flushes. */
    private static final long LARGE_TABLE = 4 << 20;

    private final SmallNode node = new SmallNode();
    private final AtomicInteger spareWrites = new AtomicInteger();
    private final AtomicInteger runWrites = new AtomicInteger();
    private Database database;
    private int written;

    private void open(long tableBytes) throws IOException {
        database = node.open(tableBytes);
        node.disk.hook((operation, path) -> {
            if (operation == Operation.WRITE && path.endsWith("spare.tmp")) {
                spareWrites.incrementAndGet();
            }
            if (operation == Operation.WRITE && path.toString().endsWith(".mv")) {
                runWrites.incrementAndGet();
            }
        });
    }

    private AppendOutcome write() {
        written++;
        var claim = Claims.claim(written).in("a/" + written, "p").says("\"" + "x".repeat(1_000) + "\"");
        var outcome = database.recorder().submit(List.of(new Append(claim.done().assertion(), null, null)));
        node.work(database);
        return outcome.join().get(0);
    }

    private StemeException writeUntilRefused() {
        for (int i = 0; i < MOST_WRITES; i++) {
            if (write() instanceof Refused refused) {
                return refused.refusal();
            }
        }
        throw new AssertionError("never refused");
    }

    private void leave(long freeBytes) {
        node.disk.capacity(node.disk.used() + freeBytes);
    }

    private void second() {
        node.wall.addAndGet(1_000_000);
    }

    @Test
    void a_roll_without_room_is_a_full_disk_that_says_so_and_writes_nothing() throws IOException {
        open(LARGE_TABLE);
        write();
        spareWrites.set(0);
        leave(SmallNode.SEGMENT + LARGE_TABLE - 1);
        StemeException refusal = writeUntilRefused();
        assertThat(refusal.refusal()).isEqualTo(Refusal.DISK_FULL);
        assertThat(refusal).hasMessage("no space left on the disk that holds the data directory");
        assertThat(database.recorder().refusal())
                .hasValueSatisfying(told -> assertThat(told).hasMessage(refusal.getMessage()));
        for (int i = 0; i < 20; i++) {
            second();
            assertThat(write()).isInstanceOf(Refused.class);
        }
        assertThat(spareWrites).hasValue(0);
    }

    @Test
    void writes_go_on_by_themselves_once_there_is_room_and_health_before_them() throws IOException {
        open(LARGE_TABLE);
        leave(0);
        writeUntilRefused();
        leave(SmallNode.SEGMENT + LARGE_TABLE);
        assertThat(write()).as("it is not tried again at once").isInstanceOf(Refused.class);
        second();
        node.work(database);
        assertThat(database.recorder().refusal()).isEmpty();
        assertThat(write()).isInstanceOf(Appended.class);
    }

    @Test
    void a_clock_that_went_back_keeps_no_node_from_finding_out_that_there_is_room() throws IOException {
        open(SmallNode.TABLE);
        leave(0);
        writeUntilRefused();
        leave(10 * SmallNode.SEGMENT);
        node.wall.addAndGet(-1_000_000);
        node.work(database);
        assertThat(write()).isInstanceOf(Appended.class);
    }

    @Test
    void the_past_goes_on_while_writes_are_refused() throws IOException {
        open(LARGE_TABLE);
        leave(0);
        writeUntilRefused();
        second();
        assertThat(database.recorder().stableThrough()).isEqualTo(node.wall.get());
    }

    @Test
    void a_flush_without_room_refuses_writes_once_the_next_table_is_full_too() throws IOException {
        open(SmallNode.TABLE);
        leave(0);
        StemeException refusal = writeUntilRefused();
        assertThat(database.store().flushFailure()).isPresent();
        assertThat(refusal).hasMessage("no space left on the disk that holds the data directory");
        assertThat(database.recorder().refusal()).isPresent();
        for (int i = 0; i < 20; i++) {
            second();
            assertThat(write()).isInstanceOf(Refused.class);
        }
        assertThat(runWrites).as("nothing is written in trying").hasValue(0);
        leave(10 * SmallNode.SEGMENT);
        second();
        node.work(database);
        assertThat(database.recorder().refusal()).isEmpty();
        assertThat(write()).isInstanceOf(Appended.class);
    }

    @Test
    void a_start_on_a_full_disk_keeps_in_memory_what_becomes_no_run_and_takes_writes_once_there_is_room()
            throws IOException {
        open(SmallNode.TABLE);
        leave(0);
        writeUntilRefused();
        int held = written - 1;
        database = node.open(SmallNode.TABLE);
        node.work(database);
        assertThat(database.store().statistics().assertions()).isEqualTo(held);
        assertThat(database.recorder().refusal())
                .hasValueSatisfying(told -> assertThat(told.refusal()).isEqualTo(Refusal.DISK_FULL));
        assertThat(write()).isInstanceOf(Refused.class);
        leave(10 * SmallNode.SEGMENT);
        second();
        node.work(database);
        assertThat(write()).isInstanceOf(Appended.class);
        assertThat(database.store().statistics().assertions()).isEqualTo(held + 1);
    }

    @Test
    void a_start_on_a_full_disk_with_smaller_tables_than_before_is_refused_rather_than_held_in_memory()
            throws IOException {
        open(100 << 20);
        var claim = "\"" + "x".repeat(60_000) + "\"";
        for (int i = 0; i < 600; i++) {
            var unused = database.recorder()
                    .submit(List.of(new Append(
                            Claims.claim(i).in("b/" + i, "p").says(claim).done().assertion(), null, null)));
            node.work(database);
        }
        leave(0);
        assertThatThrownBy(() -> node.open(SmallNode.TABLE)).matches(DiskFullException::behind);
    }

    @Test
    void a_start_that_needs_the_next_segment_on_a_full_disk_says_from_its_first_moment_that_it_takes_no_writes()
            throws IOException {
        open(LARGE_TABLE);
        leave(0);
        writeUntilRefused();
        int held = written - 1;
        node.tearTail();
        database = node.open(LARGE_TABLE);
        assertThat(database.recorder().refusal())
                .hasValueSatisfying(told -> assertThat(told.refusal()).isEqualTo(Refusal.DISK_FULL));
        assertThat(database.store().statistics().assertions()).isEqualTo(held);
        assertThat(write()).isInstanceOf(Refused.class);
        database.close();
        database = node.open(LARGE_TABLE);
        leave(SmallNode.SEGMENT + LARGE_TABLE);
        second();
        node.work(database);
        assertThat(write()).isInstanceOf(Appended.class);
        database.close();
        database = node.open(LARGE_TABLE);
        assertThat(database.store().statistics().assertions()).isEqualTo(held + 1);
    }

    @Test
    void another_failure_of_making_a_segment_is_no_full_disk_and_mends_itself() throws IOException {
        open(LARGE_TABLE);
        Faults faults = new Faults();
        for (int i = 0; i < 3; i++) {
            faults.fail(Operation.CREATE, path -> path.endsWith("spare.tmp"), i + 1, Faults.IO_ERROR);
        }
        node.disk.hook(faults);
        StemeException refusal = writeUntilRefused();
        assertThat(refusal.refusal()).isEqualTo(Refusal.READ_ONLY);
        assertThat(refusal.getMessage()).contains("segment cannot be made").doesNotContain("spare.tmp");
        second();
        assertThat(write()).isInstanceOf(Refused.class);
        second();
        assertThat(write()).isInstanceOf(Appended.class);
        assertThat(database.recorder().readOnlyReason()).isNull();
    }

    @Test
    void the_log_says_once_that_it_came_and_once_that_it_went() throws IOException {
        open(LARGE_TABLE);
        LogLines log = new LogLines();
        Logger logger = Logger.getLogger(Obstacle.class.getName());
        logger.addHandler(log);
        try {
            leave(0);
            writeUntilRefused();
            for (int i = 0; i < 20; i++) {
                second();
                write();
            }
            assertThat(log.lines).hasValue(1);
            leave(SmallNode.SEGMENT + LARGE_TABLE);
            second();
            write();
            assertThat(log.lines).hasValue(2);
        } finally {
            logger.removeHandler(log);
        }
    }

    private static final class LogLines extends Handler {
        private final AtomicInteger lines = new AtomicInteger();

        @Override
        public void publish(LogRecord line) {
            lines.incrementAndGet();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
