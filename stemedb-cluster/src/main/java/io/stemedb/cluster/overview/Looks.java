package io.stemedb.cluster.overview;

import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.MemberView;
import io.stemedb.cluster.overview.Overview.Archive;
import io.stemedb.cluster.overview.Overview.Cluster;
import io.stemedb.cluster.overview.Overview.Disk;
import io.stemedb.cluster.overview.Overview.Held;
import io.stemedb.cluster.overview.Overview.Member;
import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.cluster.overview.Overview.State;
import io.stemedb.cluster.overview.Overview.Work;
import io.stemedb.cluster.task.Task;
import io.stemedb.engine.EngineStatus;
import io.stemedb.store.ShardHolding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes one look out of what an engine, its operations and its cluster tell. */
public final class Looks {
    private Looks() {}

    /**
     * Whether it takes writes, as {@code /v1/health} says it, or else how its cluster is, as {@code /cluster/health}
     * does.
     *
     * @param concern of a node of a cluster, as {@code /v1/health} says it; else empty
     * @param health of its cluster; empty if it has none
     */
    public static State state(EngineStatus status, String concern, Optional<HealthView> health) {
        if (status.refusal() != null) {
            return State.READ_ONLY;
        }
        String cluster = health.map(HealthView::status).orElse(State.HEALTHY.word());
        // What a node has not heard yet need not be away.
        boolean cannotTell = cluster.equals(State.UNKNOWN.word()) && !concern.equals(State.WAITING.word());
        String word = cannotTell || concern.isEmpty() ? cluster : concern;
        return Arrays.stream(State.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElse(State.UNKNOWN);
    }

    /** What a state means, in one line; empty if there is nothing to say. */
    public static String detail(State state, Optional<HealthView> health) {
        return switch (state) {
            case WAITING -> "no cluster is founded yet: too few of the seeds can be reached";
            case NO_MAJORITY -> "too few other nodes can be reached: it takes no writes at quorum";
            case DEGRADED -> "the cluster answers and takes writes, and something needs somebody: see below";
            case UNHEALTHY -> "something in the cluster cannot be answered or written: see below";
            case UNKNOWN ->
                health.flatMap(view -> view.reasons().stream().findFirst())
                        .map(HealthView.Reason::detail)
                        .orElse("");
            default -> "";
        };
    }

    /** The cluster of a node. */
    public static Cluster cluster(Surroundings around) {
        return new Cluster(
                around.name(),
                around.health().status(),
                around.now().factor(),
                around.health().failureTolerance(),
                around.members().stream().map(view -> member(view, around)).toList());
    }

    private static Member member(MemberView view, Surroundings around) {
        return new Member(
                view.id(),
                view.id().equals(around.now().self()),
                view.state(),
                view.storedAssertions(),
                Objects.requireNonNullElse(view.address(), ""),
                Optional.ofNullable(around.gateways().get(view.id())),
                Objects.requireNonNullElse(view.error(), ""));
    }

    /**
     * What an open node holds.
     *
     * @param tasks those that have ended are left out
     * @param disk empty if its size cannot be told
     * @param around its cluster; empty if it has none
     */
    public static Held held(
            EngineStatus status,
            List<ShardHolding> shards,
            List<Task> tasks,
            Optional<Disk> disk,
            Optional<Surroundings> around) {
        List<Work> work = new ArrayList<>();
        tasks.stream().filter(task -> !task.ended()).map(Looks::work).forEach(work::add);
        around.flatMap(Surroundings::elsewhere).ifPresent(work::add);
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
                shards.stream().map(held -> shard(held, around)).toList(),
                Concerns.of(status, disk, around.map(Surroundings::health)),
                List.copyOf(work));
    }

    private static Optional<Instant> moment(long micros) {
        return micros > 0 ? Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)) : Optional.empty();
    }

    private static Optional<Archive> archive(EngineStatus status) {
        return Optional.ofNullable(status.archive())
                .map(state -> new Archive(status.archiveLag(), state.gaps().size(), state.failure() != null));
    }

    private static Shard shard(ShardHolding held, Optional<Surroundings> around) {
        int shard = held.shard();
        ShardCondition condition = switch (held.wholeness()) {
            case FILLED -> around.map(some -> some.condition(shard)).orElse(ShardCondition.FILLED);
            case DAMAGED -> ShardCondition.DAMAGED;
            case LOST -> ShardCondition.LOST;
        };
        boolean led = around.filter(some -> some.isLed(shard)).isPresent();
        return new Shard(shard, held.records(), held.bytes(), condition, led);
    }

    private static Work work(Task task) {
        return new Work(task.kind(), task.what(), task.progress(), task.paused(), false);
    }
}
