package io.stemedb.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.audit.AuditLog.Page;
import io.stemedb.files.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Instant NOW = Instant.parse("2026-11-25T14:02:24.937052Z");

    @TempDir
    Path folder;

    private static AuditEvent event(int number) {
        return new AuditEvent(
                NOW.plusSeconds(number),
                "abcdefghijkl",
                "operator",
                "127.0.0.1",
                "cli",
                "POST",
                "/admin/x/" + number,
                Map.of("reason", "because \"of\" it"),
                202,
                number % 2 == 0 ? null : "task-" + number,
                0);
    }

    private AuditLog log(long bytes, int files) {
        return new AuditLog(new LocalDisk(), folder.resolve("audit"), bytes, files);
    }

    private static List<AuditEvent> events(Page page) {
        return page.events();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("audit"))) {
            return all.sorted().toList();
        }
    }

    private static void fill(AuditLog log, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            log.append(AuditKind.EVENTS, List.of(event(i)));
        }
    }

    @Test
    void the_newest_comes_first_and_another_start_goes_on() throws IOException {
        try (AuditLog log = log(1 << 20, 3)) {
            fill(log, 0, 2);
        }
        try (AuditLog log = log(1 << 20, 3)) {
            fill(log, 2, 3);

            assertThat(events(log.read(null, 10))).containsExactly(event(2), event(1), event(0));
        }
    }

    @Test
    void an_empty_record_has_an_empty_page() throws IOException {
        assertThat(log(1 << 20, 3).read(null, 10).events()).isEmpty();
    }

    @Test
    void pages_follow_each_other_through_all_files_though_more_is_added() throws IOException {
        try (AuditLog log = log(600, 100)) {
            fill(log, 0, 20);
            List<AuditEvent> read = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            int added = 20;
            do {
                Page page = log.read(cursor.orElse(null), 3);
                read.addAll(events(page));
                cursor = page.next();
                fill(log, added, ++added);
            } while (cursor.isPresent());

            assertThat(files()).hasSizeGreaterThan(5);
            assertThat(read).hasSize(20).doesNotHaveDuplicates();
            assertThat(read.get(19)).isEqualTo(event(0));
        }
    }

    @Test
    void only_so_many_files_are_kept() throws IOException {
        try (AuditLog log = log(600, 3)) {
            fill(log, 0, 50);

            assertThat(files()).hasSize(3);
            assertThat(events(log.read(null, 100))).startsWith(event(49)).doesNotContain(event(0));
        }
    }

    @Test
    void what_stands_before_a_line_that_was_cut_off_is_read_and_more_is_added_behind_it() throws IOException {
        try (AuditLog log = log(1 << 20, 3)) {
            fill(log, 0, 2);
        }
        Path file = files().get(0);
        Files.write(file, "{\"time\":\"2026-11-2".getBytes(UTF_8), StandardOpenOption.APPEND);
        try (AuditLog log = log(1 << 20, 3)) {
            assertThat(events(log.read(null, 10))).containsExactly(event(1), event(0));

            log.append(AuditKind.EVENTS, List.of(event(2)));

            assertThat(events(log.read(null, 10)))
                    .containsExactly(event(2), unreadable(1, "{\"time\":\"2026-11-2"), event(1), event(0));
        }
    }

    private static AuditEvent unreadable(int second, String line) {
        return new AuditEvent(
                NOW.plusSeconds(second), "unknown", null, "", "", "", "", Map.of("unreadable", line), 0, null, 0);
    }

    @Test
    void a_line_that_is_none_is_shown_and_never_passed_over() throws IOException {
        try (AuditLog log = log(1 << 20, 3)) {
            fill(log, 0, 1);
            Files.write(files().get(0), "{\"path\":\"\\ud800\"}\n".getBytes(UTF_8), StandardOpenOption.APPEND);

            assertThat(events(log.read(null, 10))).containsExactly(unreadable(0, "{\"path\":\"\\ud800\"}"), event(0));
        }
    }

    @Test
    void a_record_that_cannot_be_written_now_is_written_later() throws IOException {
        Files.writeString(folder.resolve("audit"), "in the way");
        try (AuditLog log = log(1 << 20, 3)) {
            assertThatThrownBy(() -> log.append(AuditKind.EVENTS, List.of(event(0))))
                    .isInstanceOf(IOException.class);
            Files.delete(folder.resolve("audit"));

            log.append(AuditKind.EVENTS, List.of(event(1)));

            assertThat(events(log.read(null, 10))).containsExactly(event(1));
        }
    }

    @Test
    void no_flood_of_one_kind_pushes_another_out_and_all_are_read_as_one() throws IOException {
        try (AuditLog log = log(600, 2)) {
            fill(log, 0, 2);
            for (int i = 2; i < 40; i++) {
                log.append(AuditKind.REFUSALS, List.of(event(i)));
            }
            log.append(AuditKind.SOURCES, List.of(event(40)));

            List<AuditEvent> read = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                Page page = log.read(cursor.orElse(null), 2);
                read.addAll(page.events());
                cursor = page.next();
            } while (cursor.isPresent());
            assertThat(read).startsWith(event(40), event(39), event(38)).endsWith(event(1), event(0));
            assertThat(read).doesNotHaveDuplicates().hasSizeLessThan(20);
        }
    }

    @Test
    void a_cursor_of_something_else_is_refused() {
        assertThatThrownBy(() -> log(1 << 20, 3).read("x", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log(1 << 20, 3).read("x..", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_a_flood_a_few_come_through_and_the_others_are_counted() {
        Flood flood = new Flood(2, 1_000, 0);

        assertThat(flood.pass(0)).hasValue(0);
        assertThat(flood.pass(0)).hasValue(0);
        for (int i = 0; i < 5; i++) {
            assertThat(flood.pass(500)).isEmpty();
        }
        assertThat(flood.pass(1_500)).hasValue(5);
    }
}
