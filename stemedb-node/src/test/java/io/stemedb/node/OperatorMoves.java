package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * An operator who changes a cluster whatever its nodes go through. What is refused is left as it is. The last node
 * joins, is taken out, and joins again under another id, again and again.
 */
final class OperatorMoves {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SETTLED = Duration.ofSeconds(180);
    private static final Duration MAJORITY = Duration.ofSeconds(20);
    private static final int ACCEPTED = 202;

    private final RealCluster cluster;
    private final RandomFaults faults;
    private final Random random;
    private final Path folder;
    private final int guest;
    private String guestId;
    private int rejoined;
    private Guest state = Guest.ABSENT;

    private enum Guest {
        ABSENT,
        IN,
        LEAVING
    }

    OperatorMoves(RealCluster cluster, RandomFaults faults, Random random, Path folder) {
        this.cluster = cluster;
        this.faults = faults;
        this.random = random;
        this.folder = folder;
        this.guest = cluster.size();
        this.guestId = RealCluster.id(guest);
    }

    /** Does something, and says what. */
    String next() throws IOException, InterruptedException {
        int node = 1 + random.nextInt(state == Guest.ABSENT ? guest - 1 : guest);
        String id = node == guest ? guestId : RealCluster.id(node);
        String shard = "shard_" + random.nextInt(RealCluster.SHARDS);
        return switch (random.nextInt(10)) {
            case 0 -> order("/admin/nodes/" + id + "/drain", "{}");
            case 1 -> order("/admin/nodes/" + id + "/undrain", "{}");
            case 2 ->
                order(
                        "/admin/shards/rebalance",
                        "{\"shard_id\":\"" + shard + "\",\"target_node\":\"" + id + "\",\"reason\":\"by chance\"}");
            case 3 -> order("/admin/shards/rebalance", "{\"target_node\":\"" + id + "\",\"reason\":\"by chance\"}");
            case 4 -> order("/admin/shards/" + shard + "/unpin", "{}");
            case 5 -> order("/admin/shards/" + shard + "/elect-leader", "{}");
            case 6 -> order("/admin/cluster/settings", "{\"factor\":" + (2 + random.nextInt(2)) + "}");
            default -> guest();
        };
    }

    /** Waits a while until a node sees a majority: without one every order is refused. */
    void awaitMajority() {
        int asked = any();
        try {
            Awaitility.await("a majority at " + RealCluster.id(asked))
                    .atMost(MAJORITY)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> cluster.api(asked, "/v1/health").contains("\"status\":\"healthy\""));
        } catch (ConditionTimeoutException late) {
            System.out.println(late.getMessage());
        }
    }

    private String guest() throws IOException, InterruptedException {
        if (state == Guest.ABSENT) {
            cluster.begin(guest);
            state = Guest.IN;
            return guestId + " joins";
        }
        if (state == Guest.IN) {
            String answer = order("/admin/cluster/remove", "{\"node_id\":\"" + guestId + "\"}");
            state = answer.endsWith(Integer.toString(ACCEPTED)) ? Guest.LEAVING : Guest.IN;
            return answer;
        }
        if (!isOut()) {
            return guestId + " is not out yet";
        }
        faults.end(guest);
        String next = RealCluster.id(guest) + "-" + ++rejoined;
        OperatorCommand done =
                OperatorCommand.run(folder, "rejoin", "--data-dir", cluster.data(guest), "--node-id", next);
        assertThat(done.exitCode()).as(done.said()).isZero();
        String before = guestId;
        guestId = next;
        cluster.begin(guest);
        state = Guest.IN;
        return before + " was taken out, and joins again as " + next;
    }

    /** Has any node that runs do something, and says what it answered, if it did. */
    private String order(String path, String body) throws InterruptedException {
        int asked = any();
        String what = RealCluster.id(asked) + " " + path + " " + body;
        try {
            return what + ": " + cluster.order(asked, path, body).statusCode();
        } catch (IOException nobody) {
            return what + ": " + nobody.getClass().getSimpleName();
        }
    }

    private int any() {
        List<Integer> awake = faults.awake();
        return awake.get(random.nextInt(awake.size()));
    }

    private boolean isOut() throws InterruptedException {
        try {
            for (JsonNode member : all(any(), "/cluster/members?include=removed", "members")) {
                if (member.get("id").asText().equals(guestId)) {
                    return member.get("state").asText().equals("Removed");
                }
            }
            return false;
        } catch (IOException nobody) {
            return false;
        }
    }

    private JsonNode all(int node, String path, String field) throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(cluster.gateway(node, path));
        if (!answer.has(field)) {
            throw new IOException("no " + field + " yet: " + answer);
        }
        return answer.get(field);
    }

    /** Waits for what is under way, and leaves nodes that all take shards. All nodes but the guest run. */
    void leave() {
        settle("tasks that have ended", () -> {
            for (JsonNode task : all(1, "/admin/tasks", "tasks")) {
                if (!task.has("ended_at") || task.get("ended_at").isNull()) {
                    return false;
                }
            }
            return true;
        });
        settle("nodes that all take shards", () -> {
            boolean all = true;
            for (JsonNode member : all(1, "/cluster/members", "members")) {
                if (member.get("state").asText().equals("Draining")) {
                    String id = member.get("id").asText();
                    if (cluster.order(1, "/admin/nodes/" + id + "/undrain", "{}")
                                    .statusCode()
                            == ACCEPTED) {
                        System.out.println("in the end: undrain of " + id);
                    }
                    all = false;
                }
            }
            return all;
        });
        settle("a guest that is in or out", () -> {
            if (state == Guest.LEAVING && isOut()) {
                faults.end(guest);
                state = Guest.ABSENT;
            }
            return true;
        });
    }

    private static void settle(String what, Callable<Boolean> is) {
        Awaitility.await(what)
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(is);
    }
}
