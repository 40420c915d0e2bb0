package io.stemedb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.DiskFile;
import io.stemedb.files.LocalDisk;
import io.stemedb.files.WrappedDisk;
import io.stemedb.files.WrappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-25T14:02:24.937052Z");

    @TempDir
    Path folder;

    /** Forces nothing until it is let go. */
    private static final class HeldDisk extends WrappedDisk {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger forces = new AtomicInteger();

        HeldDisk() {
            super(new LocalDisk());
        }

        @Override
        protected DiskFile wrap(Path path, DiskFile file) {
            return new WrappedFile(file) {
                @Override
                public void force() throws IOException {
                    asked.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException ended) {
                        throw new IOException(ended);
                    }
                    forces.incrementAndGet();
                    super.force();
                }
            };
        }
    }

    private static AuditEvent event(int number) {
        return new AuditEvent(
                NOW.plusSeconds(number), "anyone", null, "::1", "api", "POST", "/admin/x", Map.of(), 202, null, 0);
    }

    @Test
    void nobody_waits_for_the_disk_what_comes_meanwhile_is_forced_together_and_what_is_too_much_is_lost()
            throws Exception {
        HeldDisk disk = new HeldDisk();
        try (AuditWriter writer =
                new AuditWriter(new AuditLog(disk, folder.resolve("audit"), 1 << 20, 3), 50, Thread::new)) {
            writer.begin();
            assertThat(writer.offer(AuditKind.EVENTS, event(0))).isTrue();
            disk.asked.await();
            for (int i = 1; i <= 50; i++) {
                assertThat(writer.offer(AuditKind.EVENTS, event(i))).isTrue();
            }
            assertThat(writer.offer(AuditKind.EVENTS, event(51))).isFalse();

            disk.go.countDown();

            assertThat(writer.read(null, 100).events()).hasSize(51).startsWith(event(50));
            assertThat(disk.forces).hasValue(2);
        }
    }

    @Test
    void who_counts_what_is_lost_is_told_and_the_next_ones_are_written() throws Exception {
        Path record = folder.resolve("audit");
        Files.writeString(record, "in the way");
        AtomicInteger lost = new AtomicInteger();
        try (AuditWriter writer = new AuditWriter(new AuditLog(new LocalDisk(), record, 1 << 20, 3), 50, Thread::new)) {
            writer.telling((events, why) -> lost.addAndGet(events));
            writer.offer(AuditKind.EVENTS, event(0));
            writer.offer(AuditKind.EVENTS, event(1));
            writer.begin();
            while (lost.get() < 2) {
                Thread.onSpinWait();
            }
            Files.delete(record);

            writer.offer(AuditKind.EVENTS, event(2));

            assertThat(writer.read(null, 10).events()).containsExactly(event(2));
        }
    }

    @Test
    void what_waits_at_the_end_is_written() throws Exception {
        AuditLog log = new AuditLog(new LocalDisk(), folder.resolve("audit"), 1 << 20, 3);
        AuditWriter writer = new AuditWriter(log, 50, Thread::new);
        writer.begin();
        writer.offer(AuditKind.SOURCES, event(0));

        writer.close();

        assertThat(log.read(null, 10).events()).containsExactly(event(0));
        assertThat(writer.offer(AuditKind.SOURCES, event(1))).isFalse();
    }
}
