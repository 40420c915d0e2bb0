package io.stemedb.cluster.overview;

import io.stemedb.archive.Archiver;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.overview.Overview.Concern;
import io.stemedb.cluster.overview.Overview.Disk;
import io.stemedb.engine.EngineStatus;
import io.stemedb.refusal.Refusal;
import io.stemedb.store.Damage;
import io.stemedb.store.MergeDebt;
import io.stemedb.store.StoppedStore.Lost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What of a node's state and of its cluster needs somebody, and what he is to do. Pages of the manual are named as in
 * {@code docs/operations}.
 */
final class Concerns {
    /** Below this share of the disk somebody should make room. */
    private static final double LITTLE_ROOM = 0.1;

    private static final String HEALING =
            "Nothing to do if this ends within minutes; else see docs/operations/damaged-store.md";

    /** Codes of reasons that do not hang on whom a node has heard since its start. */
    private static final Set<String> KNOWN_AT_ONCE = Set.of("stranger", "clock");

    private final List<Concern> urgent = new ArrayList<>();
    private final List<Concern> others = new ArrayList<>();

    private Concerns() {}

    /**
     * The most urgent first.
     *
     * @param health of its cluster; empty if it has none
     */
    static List<Concern> of(EngineStatus status, Optional<Disk> disk, Optional<HealthView> health) {
        Concerns concerns = new Concerns();
        concerns.readOnly(status);
        concerns.lost(status.lost());
        status.damages().forEach(concerns::damaged);
        concerns.scrub(status.scrub().journal(), "journal");
        concerns.scrub(status.scrub().archive(), "archive");
        concerns.flush(status);
        if (status.archive() != null) {
            concerns.archive(status.archive());
        }
        concerns.merges(status.mergeDebt(), status.heldBackMillis());
        disk.ifPresent(concerns::disk);
        health.ifPresent(concerns::cluster);
        List<Concern> all = new ArrayList<>(concerns.urgent);
        all.addAll(concerns.others);
        return List.copyOf(all);
    }

    private void readOnly(EngineStatus status) {
        if (status.refusal() != null) {
            Refusal why = status.refusal().refusal();
            urgent(
                    "No writes are taken (" + why.slug() + "): " + status.readOnlyReason(),
                    switch (why) {
                        case DISK_FULL -> page("full-disk");
                        case RATE_LIMITED -> page("falling-behind");
                        default -> page("read-only");
                    });
        }
    }

    private void lost(Lost lost) {
        if (!lost.isEmpty()) {
            urgent(
                    "A repair has lost claims, and questions about them are refused: " + lost.words(),
                    "Accept the loss with " + Lost.WAY_OUT + ", or restore a backup");
        }
    }

    private void damaged(Damage damage) {
        String file = damage.file().getFileName() + " is damaged at byte " + damage.offset();
        switch (damage.state()) {
            case WAITING -> other(file + " and waits to be rebuilt", HEALING);
            case HEALING -> other(file + " and is being rebuilt", HEALING);
            case NOT_HEALED -> urgent(file + " and could not be rebuilt", page("damaged-store"));
        }
    }

    private void scrub(List<String> damages, String where) {
        damages.forEach(damage -> urgent("The last scrub found the " + where + " damaged: " + damage, page("scrub")));
    }

    private void flush(EngineStatus status) {
        if (status.flushFailing()) {
            urgent("Records in memory could not be written as a file", page("full-disk"));
        }
    }

    private void archive(Archiver.State archive) {
        if (archive.failure() != null) {
            urgent("The journal cannot be archived: " + archive.failure(), page("backup-and-restore"));
        }
        if (!archive.gone().isEmpty()) {
            urgent("Files that were in the archive are gone: " + archive.gone(), page("backup-and-restore"));
        }
        if (!archive.gaps().isEmpty()) {
            other("The archive lacks parts of the journal: " + archive.gaps(), page("backup-and-restore"));
        }
    }

    private void merges(MergeDebt debt, long heldBackMillis) {
        if (debt.waitingForSpace()) {
            urgent("Merges wait for room on the disk", page("falling-behind"));
        } else if (heldBackMillis > 0) {
            other(
                    "Each group of writes is held back for " + heldBackMillis + " ms, as merges are behind by "
                            + debt.runs() + " files",
                    page("falling-behind"));
        }
    }

    private void disk(Disk disk) {
        if (disk.free() < LITTLE_ROOM * disk.size()) {
            other("Less than a tenth of the disk is free", page("full-disk"));
        }
    }

    /** What a node has not heard yet need not be away; what it has heard, and is wrong, is said all the same. */
    private void cluster(HealthView health) {
        boolean cannotTell = health.status().equals("unknown");
        health.reasons().stream()
                .filter(reason -> !cannotTell || KNOWN_AT_ONCE.contains(reason.code()))
                .forEach(this::reason);
    }

    private void reason(HealthView.Reason reason) {
        String detail = reason.detail();
        String what = detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1);
        switch (reason.code()) {
            case "no-majority", "unwritable" ->
                urgent(what, "Bring nodes back: see docs/operations/node-down.md; if they are lost, lost-majority.md");
            case "leaderless" ->
                urgent(what, "Bring a node back that has them, and remove none: see docs/operations/emergency.md");
            case "unreachable" -> other(what, page("node-down"));
            case "joining" -> other(what, page("partition"));
            case "under-replicated" ->
                other(what, "Nothing to do if this ends within minutes; else see docs/operations/emergency.md");
            default -> other(what, page("emergency"));
        }
    }

    private void urgent(String what, String next) {
        urgent.add(new Concern(true, what, next));
    }

    private void other(String what, String next) {
        others.add(new Concern(false, what, next));
    }

    private static String page(String name) {
        return "See docs/operations/" + name + ".md";
    }
}
