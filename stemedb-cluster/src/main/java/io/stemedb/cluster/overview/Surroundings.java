package io.stemedb.cluster.overview;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.ChangeLock;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.MemberView;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.cluster.overview.Overview.Work;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster of a node as that knows it at one moment, without asking anybody.
 *
 * @param gateways where operators reach members, as far as that is known, by node
 * @param elsewhere the change of the cluster that another node sees to
 */
public record Surroundings(
        String name,
        Situation now,
        HealthView health,
        List<MemberView> members,
        Map<String, String> gateways,
        Optional<Work> elsewhere) {

    /**
     * A change that another node sees to.
     *
     * @param told what that node has told of it last
     */
    public static Work elsewhere(UnderWay change, Optional<Task> told, Situation now) {
        String kind = ChangeLock.wish(change).map(Surroundings::name).orElse("change");
        boolean isHeard = now.liveMembers().contains(change.owner());
        return new Work(
                change.back() ? kind + " (being taken back)" : kind,
                isHeard
                        ? change.owner() + " sees to it"
                        : change.owner() + " does not answer; another node goes on with it within a minute, if there "
                                + "is a majority",
                told.map(Task::progress).orElse(0.0),
                !isHeard,
                true);
    }

    private static String name(Change change) {
        return change.kind() + " of " + change.subject();
    }

    /** How a shard is here, of which the node has read nothing that is damaged. */
    ShardCondition condition(int shard) {
        if (now.facts().genesis().isEmpty()) {
            return ShardCondition.FILLED; // nobody else has anything yet
        }
        if (!now.isHolder(shard)) {
            return ShardCondition.ELSEWHERE;
        }
        return now.canRead(shard) ? ShardCondition.FILLED : ShardCondition.FILLING;
    }

    boolean isLed(int shard) {
        return now.leader(shard).filter(now.self()::equals).isPresent();
    }
}
