package io.stemedb.cluster.compare;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Rereading;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.refusal.Reason;
import io.stemedb.task.Progress;
import io.stemedb.task.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * A comparison as a task: it waits until copies that are being filled are full, has all runs read again if it is
 * forced, then compares and copies what is missing.
 */
public final class Syncing implements Work {
    private static final System.Logger LOGGER = System.getLogger(Syncing.class.getName());
    private static final double FILLED = 0.4;
    private static final double REREAD = 0.8;

    /** So often it looks whether damage is healed: about five minutes. */
    private static final int LOOKS_AT_DAMAGE = 600;

    private final Comparer comparer;
    private final Set<String> targets;
    private final boolean force;
    private final Runnable pause;
    private final List<String> damages = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    /**
     * @param targets nodes that are compared with the others; none for all
     * @param force whether these read their runs again first
     * @param pause lets some time pass between two looks
     */
    public Syncing(Comparer comparer, Set<String> targets, boolean force, Runnable pause) {
        this.comparer = comparer;
        this.targets = Set.copyOf(targets);
        this.force = force;
        this.pause = pause;
    }

    @Override
    public void run(Progress progress) throws IOException {
        refuseAway();
        fill(progress);
        if (force) {
            reread(progress);
            fill(progress); // what was lost to damage comes back as what a copy lacks
        }
        if (progress.aborted()) {
            return;
        }
        Outcome outcome = comparer.compare(
                        comparer.pairs(targets),
                        true,
                        (done, of) -> progress.at(
                                REREAD + (1 - REREAD) * done / of, done + " of " + of + " pairs of nodes compared"))
                .join();
        failed.addAll(outcome.failed());
        String result = outcome.words()
                + (force ? ", damages found: " + damages.size() : "")
                + damages.stream().map(damage -> "; " + damage).collect(Collectors.joining());
        progress.at(1, result);
        if (!failed.isEmpty()) {
            throw new IOException(result + "; " + String.join("; ", failed));
        }
    }

    private void refuseAway() throws IOException {
        Situation now = comparer.now();
        List<String> away =
                targets.stream().filter(node -> !now.liveness().isLive(node)).toList();
        if (!away.isEmpty()) {
            throw new IOException(String.join(", ", away) + " cannot be reached; nothing was compared");
        }
    }

    /** Copies of which vectors tell that something is missing are filled by these, which costs less. */
    private void fill(Progress progress) {
        List<String> filling = comparer.filling(targets);
        int most = filling.size();
        while (!filling.isEmpty() && !progress.aborted()) {
            progress.at(
                    FILLED * (most - Math.min(most, filling.size())) / most,
                    filling.size() + " copies are being filled, " + filling.get(0) + " among them");
            pause.run();
            filling = comparer.filling(targets);
        }
    }

    private void reread(Progress progress) {
        Set<String> nodes = new TreeSet<>(targets.isEmpty() ? comparer.now().liveMembers() : targets);
        Map<String, Rereading> states = new LinkedHashMap<>();
        nodes.forEach(node -> look(node, true, states));
        int looks = 0;
        while (!progress.aborted() && looks < LOOKS_AT_DAMAGE) {
            pause.run();
            nodes.forEach(node -> look(node, false, states));
            boolean read = states.values().stream().allMatch(Rereading::done);
            int unwhole = states.values().stream().mapToInt(Rereading::unwhole).sum();
            if (read && unwhole == 0) {
                break;
            }
            looks += read ? 1 : 0;
            double done =
                    states.values().stream().mapToDouble(Rereading::progress).sum() / nodes.size();
            progress.at(
                    FILLED + (REREAD - FILLED) * done,
                    read ? unwhole + " shards wait to be healed" : "runs are read again on " + nodes);
        }
        states.forEach(this::told);
    }

    private void look(String node, boolean begin, Map<String, Rereading> states) {
        Rereading before = states.get(node);
        if (before != null && before.done() && before.unwhole() == 0) {
            return;
        }
        try {
            Peer peer = comparer.peer(node).orElseThrow(() -> new IllegalStateException("its address is not known"));
            states.put(node, peer.reread(begin).join());
        } catch (CompletionException | IllegalStateException away) {
            failed.add(node + " did not read its runs again: "
                    + Reason.of(away.getCause() == null ? away : away.getCause()));
            states.put(node, new Rereading(true, 1, List.of(), 0));
        }
    }

    private void told(String node, Rereading state) {
        for (Rereading.Finding found : state.findings()) {
            String shards = found.shards().stream().map(PathHash::shardName).collect(Collectors.joining(", "));
            String damage = node + " " + found.file() + " at offset " + found.offset() + " (" + shards + "; ids "
                    + String.join(", ", found.ids()) + ")";
            LOGGER.log(System.Logger.Level.ERROR, "damage: {0}: {1}", damage, found.what());
            damages.add(damage);
        }
        if (state.unwhole() > 0) {
            failed.add(state.unwhole() + " shards of " + node + " are not healed yet");
        }
    }
}
