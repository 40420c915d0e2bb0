package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.promise.ClientHistory;
import io.stemedb.promise.Promises;
import io.stemedb.promise.Read;
import io.stemedb.promise.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Clients of real nodes who write and read while something is done to the nodes. All that was acknowledged is on every
 * node afterwards, and what clients were shown is what they were promised.
 */
final class JudgedLoad {
    private static final int SHOWN = 10;

    private final RealCluster cluster;
    private final String title;
    private final NotedClients clients;
    private final Load load;

    /** What is done under load. */
    interface Part {
        void play(Load load) throws Exception;
    }

    /**
     * @param name of the claims that are written, below which nobody else writes
     * @param nodes whose clients write
     */
    JudgedLoad(RealCluster cluster, String title, String name, List<Integer> nodes) {
        this.cluster = cluster;
        this.title = title;
        this.clients = new NotedClients(cluster, name);
        this.load = Load.on(cluster, name, "quorum", nodes, clients);
    }

    /**
     * Does something once all shards are served, prints what clients saw meanwhile, and fails if that is wrong.
     *
     * @param readMillis how long each reader waits before it reads again
     * @param served how long it may take until all shards are served, before and after it
     */
    Load.Gap play(long seed, long readMillis, Duration served, Part part) throws Exception {
        Load.Gap gap;
        try (load;
                clients) {
            clients.begin(seed, readMillis);
            load.awaitEveryShard(served);
            load.longestGap();
            part.play(load);
            load.awaitEveryShard(served);
            gap = load.longestGap();
        }
        cluster.awaitHealthy();
        clients.readInTheEnd();
        List<Violation> violations = judge(clients.history());
        Verdict.of(cluster, title, load, gap.toString());
        assertThat(violations).as("%s: broken promises", title).isEmpty();
        return gap;
    }

    private List<Violation> judge(ClientHistory history) {
        List<Violation> violations = Promises.judge(history);
        List<Read> answers =
                history.reads().stream().filter(read -> read.answer().given()).toList();
        System.out.printf(
                Locale.ROOT,
                "%s: tries to write %d, questions %d, answers %d, complete %d, broken promises %d%n",
                title,
                history.writes().size(),
                history.reads().size(),
                answers.size(),
                answers.stream().filter(read -> read.answer().complete()).count(),
                violations.size());
        assertThat(answers)
                .as("%s: answers that call themselves complete", title)
                .anyMatch(read -> read.answer().complete());
        assertThat(answers)
                .as("%s: answers to questions with tokens", title)
                .anyMatch(read -> !read.covered().isEmpty());
        violations.stream().limit(SHOWN).forEach(violation -> System.out.println(title + ": " + violation));
        return violations;
    }
}
