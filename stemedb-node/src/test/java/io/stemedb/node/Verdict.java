package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * What became of a load, as every node that runs shows it. Lost is what was acknowledged and is missing on some node;
 * wrong is what has another value than was sent, is shown twice, or was never sent.
 */
record Verdict(String fault, int acknowledged, int found, Set<String> lost, Set<String> wrong, String withoutService) {
    private static final Pattern ITEM = Pattern.compile(
            "\"concept_path\":\"([^\"]+)\",\"predicate\":\"p\",\"lens\":\"all\",\"value\":\"([^\"]*)\"");
    private static final Pattern NEXT = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Prints it, and fails if anything is lost or wrong. */
    static Verdict of(RealCluster cluster, String fault, Load load, String withoutService) {
        Set<String> lost = new HashSet<>();
        Set<String> wrong = new HashSet<>();
        int least = Integer.MAX_VALUE;
        for (int node : cluster.running()) {
            Set<String> shown = new HashSet<>();
            for (String[] item : held(cluster, node, load.name() + "/*")) {
                boolean asSent = load.sent().contains(item[0]) && item[1].equals(Load.value(item[0]));
                if (!shown.add(item[0]) || !asSent) {
                    wrong.add(RealCluster.id(node) + " " + item[0]);
                }
            }
            Set<String> missing = new HashSet<>(load.acknowledged());
            missing.removeAll(shown);
            least = Math.min(least, load.acknowledged().size() - missing.size());
            missing.forEach(path -> lost.add(RealCluster.id(node) + " " + path));
        }
        Verdict verdict = new Verdict(fault, load.acknowledged().size(), least, lost, wrong, withoutService);
        System.out.println(verdict + "; other answers " + load.refusals());
        assertThat(lost).as("%s: lost", fault).isEmpty();
        assertThat(wrong).as("%s: wrong", fault).isEmpty();
        assertThat(verdict.acknowledged).as("%s: acknowledged", fault).isPositive();
        return verdict;
    }

    /** Path and value of each claim at a path or below it, once the node can answer for all of the cluster. */
    private static List<String[]> held(RealCluster cluster, int node, String path) {
        List<List<String[]>> answer = new ArrayList<>();
        Awaitility.await("a complete answer of " + RealCluster.id(node))
                .atMost(PATIENCE)
                .pollInterval(200, TimeUnit.MILLISECONDS)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> walk(cluster, node, path, answer));
        return answer.get(0);
    }

    private static boolean walk(RealCluster cluster, int node, String path, List<List<String[]>> answer)
            throws IOException, InterruptedException {
        List<String[]> items = new ArrayList<>();
        String cursor = "";
        do {
            HttpResponse<String> page = cluster.post(
                    node,
                    "/v1/query?require=complete",
                    "{\"concept_path\":\"" + path + "\",\"predicate\":\"p\",\"lens\":\"all\",\"limit\":1000" + cursor
                            + "}",
                    PATIENCE);
            if (page.statusCode() == 503) {
                return false;
            }
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            assertThat(page.body()).contains("\"complete\":true");
            Matcher item = ITEM.matcher(page.body());
            while (item.find()) {
                items.add(new String[] {item.group(1), item.group(2)});
            }
            Matcher next = NEXT.matcher(page.body());
            cursor = next.find() ? ",\"cursor\":\"" + next.group(1) + "\"" : null;
        } while (cursor != null);
        answer.add(items);
        return true;
    }

    @Override
    public String toString() {
        return fault + ": acknowledged " + acknowledged + ", found " + found + ", lost " + lost.size() + ", wrong "
                + wrong.size() + ", seconds without service " + withoutService;
    }
}
