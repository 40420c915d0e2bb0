package io.stemedb.web.health;

import io.stemedb.archive.Archiver;
import io.stemedb.assertion.Times;
import io.stemedb.cluster.node.Release;
import io.stemedb.engine.EngineStatus;
import io.stemedb.json.JsonWriter;
import io.stemedb.scrub.LastScrub;
import io.stemedb.store.Damage;
import io.stemedb.store.MergeDebt;
import io.stemedb.store.StoppedStore.Lost;
import java.util.List;
import java.util.Locale;

/** What {@code /v1/health} says. */
final class HealthDocument {
    private static final String VERSION = Release.version();

    private HealthDocument() {}

    /**
     * Of a node that is open.
     *
     * @param answeredFor claims of the cluster that it answers for
     * @param concern what keeps a node of a cluster from being healthy; empty for nothing
     */
    static JsonWriter of(EngineStatus status, long answeredFor, String concern) {
        long held = status.store().assertions();
        JsonWriter out = new JsonWriter().beginObject();
        String well = concern.isEmpty() ? "healthy" : concern;
        out.name("status").string(status.refusal() == null ? well : "read-only");
        if (status.refusal() != null) {
            out.name("reason").string(status.refusal().refusal().slug());
            out.name("detail").string(status.refusal().getMessage());
        }
        out.name("node_id").string(status.nodeId());
        out.name("version").string(VERSION);
        out.name("assertion_count").number(answeredFor);
        out.name("stored_assertions").number(held);
        if (status.opening().tornTail() != null) {
            out.name("torn_tail").string(status.opening().tornTail());
        }
        if (!status.damages().isEmpty()) {
            out.name("damaged").beginArray();
            status.damages().forEach(damage -> write(out, damage));
            out.endArray();
        }
        if (!status.lost().isEmpty()) {
            write(out, status.lost());
        }
        if (status.archive() != null) {
            write(out, status.archive());
        }
        if (status.backup().begunAt() > 0) {
            out.name("last_backup").string(Times.format(status.backup().begunAt()));
        }
        scrub(out, status.scrub());
        write(out, status.mergeDebt(), status.heldBackMillis());
        return out.endObject();
    }

    private static void write(JsonWriter out, Lost lost) {
        out.name("lost").beginObject();
        out.name("slots").number(lost.slots());
        out.name("shards").beginArray();
        lost.shards().forEach(out::number);
        out.endArray();
        if (lost.sources()) {
            out.name("sources").bool(true);
        }
        out.name("file").string(lost.file().toString());
        out.name("hint").string("an operator can stop the node and accept the loss: " + Lost.WAY_OUT);
        out.endObject();
    }

    private static void write(JsonWriter out, Archiver.State archive) {
        out.name("archive").beginObject();
        out.name("archived_lsn").number(archive.archivedLsn());
        if (archive.failure() != null) {
            out.name("failure").string(archive.failure());
        }
        if (!archive.gaps().isEmpty()) {
            out.name("gaps").beginArray();
            archive.gaps().forEach(gap -> out.string(gap.toString()));
            out.endArray();
        }
        if (!archive.gone().isEmpty()) {
            out.name("gone").beginArray();
            archive.gone().forEach(gone -> out.string(gone.toString()));
            out.endArray();
        }
        out.endObject();
    }

    private static void scrub(JsonWriter out, LastScrub last) {
        if (last.endedAt() > 0) {
            out.name("last_scrub").string(Times.format(last.endedAt()));
        }
        named(out, "damaged_journal", last.journal());
        named(out, "damaged_archive", last.archive());
    }

    private static void named(JsonWriter out, String name, List<String> damages) {
        if (!damages.isEmpty()) {
            out.name(name).beginArray();
            damages.forEach(out::string);
            out.endArray();
        }
    }

    /** Nothing while merges keep up. */
    private static void write(JsonWriter out, MergeDebt debt, long heldBackMillis) {
        if (debt.runs() == 0 && !debt.waitingForSpace()) {
            return;
        }
        out.name("merge_debt").beginObject();
        out.name("runs").number(debt.runs());
        out.name("bytes").number(debt.bytes());
        out.name("waiting_for_space").bool(debt.waitingForSpace());
        out.name("writers_held_back_ms").number(heldBackMillis);
        out.endObject();
    }

    private static void write(JsonWriter out, Damage damage) {
        out.beginObject();
        out.name("file").string(damage.file().toString());
        out.name("offset").number(damage.offset());
        out.name("state").string(damage.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.endObject();
    }

    /** Of a node that is not. */
    static JsonWriter of(String status, String detail) {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("status").string(status);
        out.name("detail").string(detail);
        out.name("version").string(VERSION);
        return out.endObject();
    }
}
