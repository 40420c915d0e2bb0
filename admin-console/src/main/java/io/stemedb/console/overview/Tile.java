package io.stemedb.console.overview;

import io.stemedb.cluster.overview.Overview;
import io.stemedb.cluster.overview.Overview.Archive;
import io.stemedb.cluster.overview.Overview.Disk;
import io.stemedb.cluster.overview.Overview.Held;
import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.console.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One figure. Pure.
 *
 * @param id by which scripts and tests find it
 * @param note what explains the value; may be empty
 */
public record Tile(String id, String label, String value, String note) {
    private static final String NONE = "\u2013";

    /** The figures of an open node, the most asked for first. */
    static List<Tile> of(Overview look, Held held) {
        return List.of(
                new Tile("assertions", "Claims held", Words.count(held.assertions()), "retractions among them"),
                look.cluster().isPresent() ? kept(held) : shards(held),
                disk(held.disk()),
                new Tile(
                        "runs",
                        "Data files",
                        Words.count(held.runs()),
                        Words.bytes(held.runBytes()) + " on disk, " + Words.bytes(held.tableBytes()) + " in memory"),
                since("backup", "Last backup", held.lastBackup(), look.at()),
                archive(held.archive()),
                since("scrub", "Last scrub", held.lastScrub(), look.at()),
                new Tile(
                        "uptime",
                        "Running for",
                        Words.duration(Duration.between(look.startedAt(), look.at())),
                        "since " + Words.moment(look.startedAt())));
    }

    private static Tile shards(Held held) {
        long filled = held.shards().stream()
                .filter(shard -> shard.condition() == ShardCondition.FILLED)
                .count();
        return new Tile(
                "shards",
                "Shards complete",
                Words.count(filled),
                "of " + Words.count(held.shards().size()));
    }

    /** Of a node with others: of those that it is to keep how many, and whether it has all of them. */
    private static Tile kept(Held held) {
        List<Shard> kept = held.shards().stream()
                .filter(shard -> shard.condition() != ShardCondition.ELSEWHERE)
                .toList();
        long complete = kept.stream()
                .filter(shard -> shard.condition() == ShardCondition.FILLED)
                .count();
        long led = kept.stream().filter(Shard::led).count();
        return new Tile(
                "shards",
                "Shards kept here",
                Words.count(kept.size()),
                Words.count(complete) + " complete, " + Words.count(led) + " led; the cluster has "
                        + Words.count(held.shards().size()));
    }

    private static Tile disk(Optional<Disk> disk) {
        return disk.map(known -> new Tile(
                        "disk",
                        "Disk free",
                        Words.bytes(known.free()),
                        Words.percent(known.free(), known.size()) + " of " + Words.bytes(known.size())))
                .orElse(new Tile("disk", "Disk free", NONE, "the disk does not say"));
    }

    private static Tile archive(Optional<Archive> archive) {
        return archive.map(known -> new Tile(
                        "archive",
                        "Not archived yet",
                        Words.bytes(known.lagBytes()),
                        known.failing()
                                ? "the last try failed"
                                : known.gaps() == 0 ? "no gaps" : Words.count(known.gaps()) + " gaps"))
                .orElse(new Tile("archive", "Archive", NONE, "none is set up"));
    }

    private static Tile since(String id, String label, Optional<Instant> last, Instant now) {
        return last.map(at -> new Tile(id, label, Words.duration(Duration.between(at, now)) + " ago", Words.moment(at)))
                .orElse(new Tile(id, label, NONE, "there was none yet"));
    }
}
