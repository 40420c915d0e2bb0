package io.stemedb.cluster.overview;

import io.stemedb.cluster.overview.Overview.Archive;
import io.stemedb.cluster.overview.Overview.Disk;
import io.stemedb.cluster.overview.Overview.Held;
import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.cluster.overview.Overview.State;
import io.stemedb.cluster.overview.Overview.Work;
import io.stemedb.cluster.task.Task;
import io.stemedb.engine.EngineStatus;
import io.stemedb.store.ShardHolding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes one look out of what an engine and its operations tell. */
public final class Looks {
    private Looks() {}

    /**
     * Whether it takes writes, as {@code /v1/health} says it.
     *
     * @param concern of a node of a cluster, as {@code /v1/health} says it; else empty
     */
    public static State state(EngineStatus status, String concern) {
        if (status.refusal() != null) {
            return State.READ_ONLY;
        }
        return Arrays.stream(State.values())
                .filter(state -> state.word().equals(concern))
                .findFirst()
                .orElse(State.HEALTHY);
    }

    /**
     * What an open node holds.
     *
     * @param tasks those that have ended are left out
     * @param disk empty if its size cannot be told
     */
    public static Held held(EngineStatus status, List<ShardHolding> shards, List<Task> tasks, Optional<Disk> disk) {
        return new Held(
                status.nodeId(),
                status.store().assertions(),
                status.store().runs().stream().mapToInt(Integer::intValue).sum(),
                status.store().runBytes(),
                status.store().tableBytes(),
                disk,
                moment(status.scrub().endedAt()),
                moment(status.backup().begunAt()),
                archive(status),
                shards.stream().map(Looks::shard).toList(),
                Concerns.of(status, disk),
                tasks.stream().filter(task -> !task.ended()).map(Looks::work).toList());
    }

    private static Optional<Instant> moment(long micros) {
        return micros > 0 ? Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)) : Optional.empty();
    }

    private static Optional<Archive> archive(EngineStatus status) {
        return Optional.ofNullable(status.archive())
                .map(state -> new Archive(status.archiveLag(), state.gaps().size(), state.failure() != null));
    }

    private static Shard shard(ShardHolding held) {
        ShardCondition condition = switch (held.wholeness()) {
            case FILLED -> ShardCondition.FILLED;
            case DAMAGED -> ShardCondition.DAMAGED;
            case LOST -> ShardCondition.LOST;
        };
        return new Shard(held.shard(), held.records(), held.bytes(), condition);
    }

    private static Work work(Task task) {
        return new Work(task.kind(), task.what(), task.progress(), task.paused());
    }
}
