package io.stemedb.cluster.backup;

import io.stemedb.backupset.ClusterManifest;
import io.stemedb.backupset.ClusterManifestFile;
import io.stemedb.backupset.Holdings;
import io.stemedb.backupset.NodeBackup;
import io.stemedb.cluster.peer.Order;
import io.stemedb.files.Disk;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.task.Progress;
import io.stemedb.task.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Has each node take a backup of its own, waits for all of them, and writes down which belong together. Nodes begin one
 * after the other while claims come in; a claim that comes in meanwhile may be in it or not.
 */
public final class ClusterBackup implements Work {
    private final Disk disk;
    private final Nodes nodes;
    private final ClusterManifest.About about;
    private final Wish wish;
    private final long begun;
    private final Runnable pause;

    /** The nodes of the cluster. */
    public interface Nodes {
        /** Those whose disks count. */
        Set<String> counted();

        /** Nodes that answer, those that do not count among them. */
        Set<String> live();

        /** Has one of them do something. */
        CompletableFuture<byte[]> operate(String node, Order order);
    }

    /**
     * What is wanted.
     *
     * @param to folder in which each node has a folder of its own, on each machine
     * @param copy whether runs are copied even if a hard link could be had
     * @param incomplete whether it is to go on without nodes that cannot take part
     */
    public record Wish(Path to, boolean copy, boolean incomplete, String reason) {}

    /**
     * @param begun the time, microseconds since 1970
     * @param pause lets some time pass between two looks
     */
    public ClusterBackup(Disk disk, Nodes nodes, ClusterManifest.About about, Wish wish, long begun, Runnable pause) {
        this.disk = disk;
        this.nodes = nodes;
        this.about = about;
        this.wish = wish;
        this.begun = begun;
        this.pause = pause;
    }

    @Override
    public void run(Progress progress) throws IOException {
        SortedMap<String, String> missing = new TreeMap<>();
        // Twice: what moves from one node to another between two questions is in the second answer of the other.
        Holdings before = held(missing).union(held(missing));
        refuseMissing(missing);
        List<UnderWay> underWay = new ArrayList<>();
        for (String node : nodes.counted()) {
            if (!missing.containsKey(node)) {
                begin(node, underWay, missing);
            }
        }
        List<NodeBackup> done = new ArrayList<>();
        while (!underWay.isEmpty()) {
            refuseMissing(missing);
            if (progress.aborted()) {
                throw new IOException("it was ended before it was done; what nodes have begun they go on with");
            }
            progress.at(
                    (double) done.size() / (done.size() + underWay.size() + missing.size()),
                    "nodes under way: "
                            + String.join(
                                    ", ", underWay.stream().map(UnderWay::node).toList()));
            underWay.removeIf(one -> look(one, done, missing));
            if (!underWay.isEmpty()) {
                pause.run();
            }
        }
        refuseMissing(missing);
        if (done.isEmpty()) {
            throw new IOException("no node has taken a backup: " + missing);
        }
        done.sort(Comparator.comparing(NodeBackup::node)); // they end in any order
        boolean covers = together(done).cover(before);
        ClusterManifest manifest = new ClusterManifest(about, begun, covers, List.copyOf(done), missing);
        Path written = ClusterManifestFile.write(disk, wish.to(), manifest);
        progress.at(
                1,
                written + ": " + done.size() + " nodes, "
                        + (manifest.complete()
                                ? "complete"
                                : "not complete: " + (missing.isEmpty() ? "a copy was moved, take another" : missing)));
    }

    /**
     * What all nodes have before the first of them begins: all that was acknowledged is in it. A node that joins or was
     * removed may have what no counted one has yet.
     */
    private Holdings held(SortedMap<String, String> missing) {
        Holdings all = Holdings.NONE;
        SortedSet<String> asked = new TreeSet<>(nodes.counted());
        asked.addAll(nodes.live());
        for (String node : asked) {
            try {
                JsonWriter nothing = new JsonWriter().beginObject().endObject();
                all = all.union(have(ask(node, Order.Kind.HAVE, nothing)));
            } catch (CompletionException failed) {
                missing.put(node, why(failed));
            }
        }
        return all;
    }

    private static Holdings together(List<NodeBackup> backups) {
        Holdings all = Holdings.NONE;
        for (NodeBackup one : backups) {
            all = all.union(one.have());
        }
        return all;
    }

    private static Holdings have(JsonObject answer) {
        return Holdings.of(JsonReader.object(answer.object("have").utf8(), JsonLimits.DEFAULT));
    }

    private void refuseMissing(SortedMap<String, String> missing) throws IOException {
        if (!wish.incomplete() && !missing.isEmpty()) {
            throw new IOException("without a backup of each node it is not complete, and one is missing: " + missing
                    + "; mend that, or say \"force\":true to go without");
        }
    }

    private void begin(String node, List<UnderWay> underWay, SortedMap<String, String> missing) {
        JsonWriter body = new JsonWriter().beginObject();
        body.name("to").string(wish.to().resolve(node).toString());
        body.name("copy").bool(wish.copy());
        body.name("reason").string(wish.reason()).endObject();
        try {
            JsonObject answer = ask(node, Order.Kind.BACKUP, body);
            underWay.add(new UnderWay(node, answer.text("task_id"), have(answer)));
        } catch (CompletionException failed) {
            missing.put(node, why(failed));
        }
    }

    /** Whether it has ended, well or not. */
    private boolean look(UnderWay one, List<NodeBackup> done, SortedMap<String, String> missing) {
        JsonWriter body = new JsonWriter()
                .beginObject()
                .name("task_id")
                .string(one.taskId())
                .endObject();
        try {
            JsonObject answer = ask(one.node(), Order.Kind.BACKUP_STATE, body);
            if (!Boolean.TRUE.equals(answer.bool("ended"))) {
                return false;
            }
            if (answer.has("folder") && !answer.isNull("folder")) {
                done.add(done(one, answer));
            } else {
                missing.put(one.node(), String.valueOf(answer.text("error")));
            }
        } catch (CompletionException failed) {
            missing.put(one.node(), why(failed));
        }
        return true;
    }

    private static NodeBackup done(UnderWay one, JsonObject answer) {
        String store = answer.has("store") ? answer.text("store") : ""; // a node of an earlier version says none
        return one.doneAt(answer.text("folder"), answer.number("lsn").longValueExact(), store, have(answer));
    }

    private JsonObject ask(String node, Order.Kind kind, JsonWriter body) {
        byte[] answer = nodes.operate(node, new Order(kind, body.toByteArray())).join();
        return JsonReader.object(answer, JsonLimits.DEFAULT);
    }

    private static String why(CompletionException failed) {
        return String.valueOf(failed.getCause().getMessage());
    }
}
