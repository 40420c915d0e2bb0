package io.stemedb.cluster.node;

import io.stemedb.cluster.compare.ComparisonCounts;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.MemberView;
import io.stemedb.cluster.member.Shown;
import io.stemedb.cluster.replication.Backlog;
import io.stemedb.cluster.sync.PullCounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cluster in numbers, as this node sees it at one moment.
 *
 * @param members how many there are by state, each state among them; this node counts
 * @param lagSeconds how far each other member is behind this node
 * @param waitingBytes copies that wait to be sent, by member
 * @param waitingRecords copies that wait to be sent or for an answer, by member
 * @param waitingHere bytes of copies from others that wait for this node's journal
 * @param underReplicated shards that fewer live nodes have all of than should
 * @param needingAll copies of this node whose answers may be incomplete as long as another node is away
 * @param leaderless shards that no live holder has all of
 * @param violations what keeps the cluster from being well, by the code in {@code /cluster/health}; each code is there
 * @param pulls what it pulled from others after heartbeats had told that copies differ
 * @param comparisons what comparing copies record by record came to
 */
public record ClusterFigures(
        Map<String, Integer> members,
        Map<String, Double> lagSeconds,
        Map<String, Long> waitingBytes,
        Map<String, Integer> waitingRecords,
        long waitingHere,
        int underReplicated,
        int needingAll,
        int leaderless,
        Map<String, Boolean> violations,
        PullCounts pulls,
        ComparisonCounts comparisons) {

    static ClusterFigures of(
            String self,
            List<MemberView> members,
            HealthView health,
            Map<String, Double> lags,
            Map<String, Backlog> backlogs,
            long waitingHere,
            int needingAll,
            PullCounts pulls,
            ComparisonCounts comparisons) {
        Map<String, Long> bytes = new TreeMap<>();
        Map<String, Integer> records = new TreeMap<>();
        Map<String, Double> behind = new TreeMap<>();
        for (MemberView member : members) {
            if (!member.id().equals(self)) {
                Backlog backlog = backlogs.getOrDefault(member.id(), Backlog.NONE);
                bytes.put(member.id(), backlog.bytes());
                records.put(member.id(), backlog.records());
                behind.put(member.id(), lags.getOrDefault(member.id(), 0.0));
            }
        }
        return new ClusterFigures(
                byState(members),
                behind,
                bytes,
                records,
                waitingHere,
                health.underReplicated().size(),
                needingAll,
                health.leaderless().size(),
                violations(health),
                pulls,
                comparisons);
    }

    /** By whether a node answers: one that drains is alive. */
    private static Map<String, Integer> byState(List<MemberView> members) {
        Map<String, Integer> count = new TreeMap<>();
        for (Shown shown : Shown.values()) {
            int some = (int) members.stream()
                    .filter(member -> member.status().equals(shown.status()))
                    .count();
            count.put(shown.state().toLowerCase(Locale.ROOT), some);
        }
        return count;
    }

    private static Map<String, Boolean> violations(HealthView health) {
        Map<String, Boolean> violations = new TreeMap<>();
        HealthView.CODES.forEach(code -> violations.put(code, false));
        health.reasons().forEach(reason -> violations.put(reason.code(), true));
        return violations;
    }
}
