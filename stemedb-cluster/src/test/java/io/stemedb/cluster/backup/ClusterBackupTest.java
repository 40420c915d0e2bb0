package io.stemedb.cluster.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Dot;
import io.stemedb.backupset.ClusterManifest;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.files.LocalDisk;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.progress.ShardVector;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterBackupTest {
    private static final long BEGUN = 1_760_000_000_000_000L;
    private static final String MANIFEST = "cluster-20251009T085320Z.json";

    @TempDir
    Path folder;

    private final Map<String, String> ends = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private int looks;
    private boolean aborted;
    private final Set<String> live = new TreeSet<>(Set.of("a", "b", "c"));
    private String drops;
    private String dropsLater;

    private CompletableFuture<byte[]> operate(String node, Order order) {
        String body = new String(order.body(), UTF_8);
        asked.add(node + " " + order.kind() + " " + body);
        if (!ends.containsKey(node)) {
            return CompletableFuture.failedFuture(new UnreachableException("it does not answer"));
        }
        String answer = switch (order.kind()) {
            case HAVE -> "{\"have\":" + have(node) + "}";
            case BACKUP -> {
                String have = node.equals(drops) ? "{}" : have(node);
                yield "{\"have\":" + have + ",\"task_id\":\"t-" + node + "\"}";
            }
            default ->
                looks++ < 5
                        ? "{\"ended\":false,\"error\":null}"
                        : ends.get(node).replace("HAVE", still(node));
        };
        return CompletableFuture.completedFuture(answer.getBytes(UTF_8));
    }

    private String still(String node) {
        return node.equals(dropsLater) ? "{}" : have(node);
    }

    /** Nodes a and b have the same, and c something of its own. */
    private static String have(String node) {
        Dot dot = new Dot(node.equals("c of old") ? 3 : node.equals("c") ? 2 : 1, 5);
        String hex = HexFormat.of().formatHex(ShardVector.of(dot).bytes());
        return "{\"shard_0\":\"" + hex + "\"}";
    }

    private void take(boolean incomplete) throws IOException {
        ClusterBackup.Nodes nodes = new ClusterBackup.Nodes() {
            @Override
            public Set<String> counted() {
                return new TreeSet<>(Set.of("a", "b", "c"));
            }

            @Override
            public Set<String> live() {
                return live;
            }

            @Override
            public CompletableFuture<byte[]> operate(String node, Order order) {
                return ClusterBackupTest.this.operate(node, order);
            }
        };
        new ClusterBackup(
                        new LocalDisk(),
                        nodes,
                        new ClusterManifest.About("stemedb", "ab", 4, 2),
                        new ClusterBackup.Wish(folder, true, incomplete, "why"),
                        BEGUN,
                        () -> {})
                .run(new Progress() {
                    @Override
                    public void at(double fraction, String what) {}

                    @Override
                    public void paused(boolean now) {}

                    @Override
                    public boolean aborted() {
                        return aborted;
                    }
                });
    }

    private static String well(String node) {
        return "{\"ended\":true,\"error\":\"succeeded\",\"folder\":\"/b/" + node
                + "/1\",\"have\":HAVE,\"lsn\":77,\"store\":\"00ab\"}";
    }

    private JsonObject manifest() throws IOException {
        return JsonReader.object(Files.readAllBytes(folder.resolve(MANIFEST)), JsonLimits.DEFAULT);
    }

    private void requireNoManifest() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void each_node_takes_one_into_a_folder_of_its_own_and_together_they_are_complete() throws IOException {
        Set.of("a", "b", "c").forEach(node -> ends.put(node, well(node)));
        take(false);

        JsonObject manifest = manifest();
        assertThat(manifest.bool("complete")).isTrue();
        assertThat(manifest.text("cluster_name")).isEqualTo("stemedb");
        assertThat(manifest.integer("shard_count")).isEqualTo(4);
        assertThat(manifest.integer("factor")).isEqualTo(2);
        assertThat(manifest.whole().toString())
                .contains("{\"folder\":\"/b/a/1\",\"have\":" + have("a")
                        + ",\"lsn\":77,\"node_id\":\"a\",\"store\":\"00ab\"}")
                .contains("\"node_id\":\"b\"", "\"node_id\":\"c\"", "\"missing\":{}");
        assertThat(manifest.objects("nodes"))
                .as("c ends first")
                .extracting(node -> node.text("node_id"))
                .containsExactly("a", "b", "c");
        assertThat(asked.subList(0, 6)).allMatch(order -> order.contains("HAVE"));
        assertThat(asked.get(7))
                .isEqualTo("b BACKUP {\"to\":\"" + folder.resolve("b") + "\",\"copy\":true,\"reason\":\"why\"}");
    }

    @Test
    void a_copy_that_is_dropped_before_its_backup_begins_must_be_in_another_one() throws IOException {
        Set.of("a", "b", "c").forEach(node -> ends.put(node, well(node)));
        drops = "a";
        take(false);
        assertThat(manifest().bool("complete")).as("b has the same").isTrue();

        drops = "c";
        Files.delete(folder.resolve(MANIFEST));
        take(false);
        assertThat(manifest().bool("complete")).as("nobody else has it").isFalse();
        assertThat(manifest().bool("covers")).isFalse();

        drops = null;
        dropsLater = "c";
        Files.delete(folder.resolve(MANIFEST));
        take(false);
        assertThat(manifest().bool("complete"))
                .as("it may have gone before the backup began")
                .isFalse();
    }

    @Test
    void what_only_a_node_has_that_does_not_count_is_missing() throws IOException {
        Set.of("a", "b", "c", "d").forEach(node -> ends.put(node, well(node)));
        live.add("d");
        take(false);
        assertThat(manifest().bool("complete")).as("a and b have the same as d").isTrue();

        live.add("c of old");
        ends.put("c of old", well("c of old"));
        Files.delete(folder.resolve(MANIFEST));
        take(false);
        assertThat(manifest().bool("complete")).isFalse();
    }

    @Test
    void if_a_node_fails_it_fails_and_nothing_calls_itself_a_backup_of_the_cluster() throws IOException {
        Set.of("a", "b").forEach(node -> ends.put(node, well(node)));
        assertThatThrownBy(() -> take(false)).hasMessageContaining("c=it does not answer");
        requireNoManifest();

        ends.put("c", "{\"ended\":true,\"error\":\"the disk is full\"}");
        assertThatThrownBy(() -> take(false)).hasMessageContaining("c=the disk is full");
        requireNoManifest();
    }

    @Test
    void whoever_insists_gets_what_there_is_and_it_says_that_it_is_not_complete() throws IOException {
        ends.put("a", well("a"));
        ends.put("b", "{\"ended\":true,\"error\":\"the disk is full\"}");
        take(true);
        assertThat(manifest().bool("complete")).isFalse();
        assertThat(manifest().object("missing"))
                .hasToString("{\"b\":\"the disk is full\",\"c\":\"it does not answer\"}");

        ends.clear();
        assertThatThrownBy(() -> take(true)).hasMessageContaining("no node has taken a backup");
    }

    @Test
    void it_ends_if_nobody_wants_it_any_more() throws IOException {
        Set.of("a", "b", "c").forEach(node -> ends.put(node, well(node)));
        aborted = true;
        assertThatThrownBy(() -> take(false)).isInstanceOf(IOException.class);
        requireNoManifest();
    }
}
