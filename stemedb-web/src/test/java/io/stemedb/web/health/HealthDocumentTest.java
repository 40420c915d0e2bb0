package io.stemedb.web.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.Archiver;
import io.stemedb.archive.Gone;
import io.stemedb.archive.Holdings;
import io.stemedb.backup.LastBackup;
import io.stemedb.engine.EngineStatus;
import io.stemedb.json.JsonWriter;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.GroupStatistics;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.scrub.LastScrub;
import io.stemedb.store.Damage;
import io.stemedb.store.MergeDebt;
import io.stemedb.store.StoppedStore.Lost;
import io.stemedb.store.StoreStatistics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HealthDocumentTest {
    private static final Lost NOTHING_LOST = new Lost(Path.of("/d/db/lost"), 0, Set.of(), false);

    private static EngineStatus refusing(StemeException refusal) {
        return status(refusal, List.of());
    }

    private static EngineStatus status(StemeException refusal, List<Damage> damages) {
        return status(refusal, damages, null, LastScrub.NEVER, new MergeDebt(0, 0, false), 0);
    }

    private static EngineStatus status(
            StemeException refusal,
            List<Damage> damages,
            Archiver.State archive,
            LastScrub scrub,
            MergeDebt debt,
            long heldBackMillis) {
        return status(refusal, damages, NOTHING_LOST, archive, scrub, debt, heldBackMillis);
    }

    private static EngineStatus status(
            StemeException refusal,
            List<Damage> damages,
            Lost lost,
            Archiver.State archive,
            LastScrub scrub,
            MergeDebt debt,
            long heldBackMillis) {
        return new EngineStatus(
                "node-1",
                refusal,
                refusal != null,
                new StoreStatistics(Map.of(3, 5L), List.of(), List.of(), 0),
                new GroupStatistics(),
                0,
                0,
                new Database.Opening(false, 0, null),
                0,
                archive,
                damages,
                lost,
                scrub,
                LastBackup.NEVER,
                debt,
                heldBackMillis);
    }

    private static String document(StemeException refusal) {
        return new String(written(refusing(refusal)).toByteArray(), UTF_8);
    }

    @Test
    void a_node_that_takes_writes_is_healthy() {
        assertThat(document(null)).contains("\"status\":\"healthy\"").doesNotContain("reason");
    }

    @Test
    void a_node_with_a_damaged_run_is_healthy_and_names_it() {
        Damage damage =
                new Damage(Path.of("/d/db/run-0000000001.mv"), 8192, Damage.State.NOT_HEALED, "its check fails");
        assertThat(new String(written(status(null, List.of(damage))).toByteArray(), UTF_8))
                .contains("\"status\":\"healthy\"")
                .contains("\"damaged\":[{\"file\":\"/d/db/run-0000000001.mv\",\"offset\":8192,"
                        + "\"state\":\"not-healed\"}]");
        assertThat(document(null)).doesNotContain("damaged");
    }

    @Test
    void a_node_that_refuses_what_was_lost_is_healthy_and_says_how_much_and_what_to_do() {
        Lost lost = new Lost(Path.of("/d/db/lost"), 2, new TreeSet<>(Set.of(7, 3)), true);
        EngineStatus status = status(null, List.of(), lost, null, LastScrub.NEVER, new MergeDebt(0, 0, false), 0);
        assertThat(new String(written(status).toByteArray(), UTF_8))
                .contains("\"status\":\"healthy\"")
                .contains("\"lost\":{\"slots\":2,\"shards\":[3,7],\"sources\":true,\"file\":\"/d/db/lost\","
                        + "\"hint\":\"an operator can stop the node and"
                        + " accept the loss: stemedb-node repair --accept-loss\"}");
        assertThat(document(null)).doesNotContain("lost");
    }

    @Test
    void a_node_that_cannot_archive_is_healthy_and_says_why() {
        Archiver.State archive = new Archiver.State(
                70,
                3,
                "no folder /mnt/a",
                List.of(new Holdings.Gap(10, 20)),
                List.of(new Gone(2, 3, 10, 20, 60, 120)),
                0);
        assertThat(new String(
                        written(status(null, List.of(), archive, LastScrub.NEVER, new MergeDebt(0, 0, false), 0))
                                .toByteArray(),
                        UTF_8))
                .contains("\"status\":\"healthy\"")
                .contains("\"archive\":{\"archived_lsn\":70,\"failure\":\"no folder /mnt/a\",\"gaps\":[\"LSN 10 to "
                        + "20\"],\"gone\":["
                        + "\"segments 2 to 3, LSN 10 to 20, archived from 1970-01-01T00:01:00Z to "
                        + "1970-01-01T00:02:00Z\"]}");
        assertThat(document(null)).doesNotContain("archive");
    }

    @Test
    void a_node_that_was_scrubbed_says_when_and_where_the_journal_is_damaged() {
        LastScrub scrub = new LastScrub(
                1,
                1_767_268_800_000_000L,
                9,
                0,
                List.of("journal damaged: /d/wal/1.wal at 7"),
                List.of("journal damaged: /a/2.wal at 9"));
        assertThat(new String(
                        written(status(null, List.of(), null, scrub, new MergeDebt(0, 0, false), 0))
                                .toByteArray(),
                        UTF_8))
                .contains("\"status\":\"healthy\"")
                .contains("\"last_scrub\":\"2026-01-01T12:00:00Z\"")
                .contains("\"damaged_journal\":[\"journal damaged: /d/wal/1.wal at 7\"]")
                .contains("\"damaged_archive\":[\"journal damaged: /a/2.wal at 9\"]");
        assertThat(document(null)).doesNotContain("scrub", "journal");
    }

    @Test
    void a_node_whose_merges_are_behind_says_how_far_and_what_writers_wait() {
        EngineStatus behind = status(null, List.of(), null, LastScrub.NEVER, new MergeDebt(22, 700_000, true), 18);
        assertThat(new String(written(behind).toByteArray(), UTF_8))
                .contains("\"status\":\"healthy\"")
                .contains("\"merge_debt\":{\"runs\":22,\"bytes\":700000,\"waiting_for_space\":true,"
                        + "\"writers_held_back_ms\":18}");
        assertThat(document(null)).doesNotContain("merge_debt");
    }

    @Test
    void a_node_on_a_full_disk_is_read_only_and_says_why() {
        assertThat(document(StemeException.of(Refusal.DISK_FULL, "no space left")))
                .contains("\"status\":\"read-only\",\"reason\":\"disk-full\",\"detail\":\"no space left\"");
        assertThat(refusing(StemeException.of(Refusal.DISK_FULL, "no space left"))
                        .diskFull())
                .isTrue();
    }

    @Test
    void a_node_whose_journal_failed_is_read_only_for_another_reason() {
        StemeException failed = StemeException.of(Refusal.READ_ONLY, "the journal failed");
        assertThat(document(failed)).contains("\"reason\":\"read-only\",\"detail\":\"the journal failed\"");
        assertThat(refusing(failed).diskFull()).isFalse();
    }

    private static JsonWriter written(EngineStatus status) {
        return HealthDocument.of(status, status.store().assertions(), "");
    }

    @Test
    void a_node_of_a_cluster_says_what_it_answers_for_and_what_keeps_it_from_being_healthy() {
        assertThat(new String(
                        HealthDocument.of(refusing(null), 12, "no-majority").toByteArray(), UTF_8))
                .contains("\"status\":\"no-majority\"", "\"assertion_count\":12");
    }
}
