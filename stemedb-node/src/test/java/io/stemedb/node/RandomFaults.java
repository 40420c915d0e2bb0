package io.stemedb.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** What befalls nodes and links in an order that nobody chose, several at once among them. */
final class RandomFaults {
    static final int ON_OWN_DISK = 2;

    private static final int LOST_PERCENT = 30;
    private static final int MINUTES_AHEAD = 10;

    /** With so many troubles of links and nodes at once little is answered, so that little can be seen. */
    private static final int MANY = 2;

    private final RealCluster cluster;
    private final Links links;
    private final Random random;
    private final int founders;
    private final OwnDisk disk;
    private final Optional<Path> fakeTime;
    private final Set<Integer> wrong = new TreeSet<>();
    private Path ballast;
    private final Set<Integer> down = new TreeSet<>();
    private final Set<Integer> paused = new TreeSet<>();
    private int troubled;

    /**
     * @param founders how many of the nodes are always there, unless they were killed or stopped here
     * @param disk of node {@value #ON_OWN_DISK}
     */
    RandomFaults(RealCluster cluster, Links links, Random random, int founders, OwnDisk disk) throws IOException {
        this.disk = disk;
        this.fakeTime = FakeTime.library();
        this.cluster = cluster;
        this.links = links;
        this.random = random;
        this.founders = founders;
    }

    /** Nodes whose processes run and do not stand still. */
    List<Integer> awake() {
        return cluster.running().stream().filter(node -> !paused.contains(node)).toList();
    }

    /** Ends a node that is not to come back by itself. */
    void end(int node) throws InterruptedException {
        if (cluster.running().contains(node)) {
            cluster.kill(node);
        }
        down.remove(node);
        paused.remove(node);
        wrong.remove(node);
    }

    private int count() {
        return troubled + down.size() + paused.size() + wrong.size() + (ballast == null ? 0 : 1);
    }

    /** Whether nothing is cut, down or standing still. */
    boolean areNone() {
        return count() == 0;
    }

    /** Does something, and says what. */
    String next() throws IOException, InterruptedException {
        if (count() >= MANY && random.nextInt(3) > 0) {
            return mendAll();
        }
        int node = any();
        int other = 1 + (node + random.nextInt(cluster.size() - 1)) % cluster.size();
        return switch (random.nextInt(12)) {
            case 0, 1 -> down.contains(node) ? start(node) : kill(node);
            case 2 -> down.contains(node) ? start(node) : stop(node);
            case 3 -> paused.contains(node) ? goOn(node) : pause(node);
            case 4 -> cut(node, other);
            case 5 -> part(node);
            case 6 -> lose(node);
            case 7 -> fill();
            case 8 -> loseDirectory(node);
            case 9 -> setClock(node);
            default -> mendAll();
        };
    }

    private String fill() throws IOException {
        if (ballast == null) {
            ballast = disk.fill(disk.inside(), "ballast");
        }
        return "full disk of " + ON_OWN_DISK;
    }

    private void free() throws IOException {
        if (ballast != null) {
            Files.delete(ballast);
            ballast = null;
        }
    }

    /** One at a time, and only if others have all that it has: else what was acknowledged may be gone for good. */
    private String loseDirectory(int node) throws IOException, InterruptedException {
        if (node > founders || node == ON_OWN_DISK || !areNone() || !othersHaveAll()) {
            return "nothing, as a directory is lost only if all is well";
        }
        cluster.kill(node);
        cluster.wipe(node);
        cluster.start(node);
        return "loss of the directory of " + node;
    }

    private boolean othersHaveAll() throws InterruptedException {
        try {
            for (int node : cluster.running()) {
                if (!cluster.gateway(node, "/cluster/health").contains("\"status\":\"healthy\"")) {
                    return false;
                }
            }
            return cluster.holders(1).values().stream().allMatch(nodes -> nodes.size() > 1);
        } catch (IOException busy) {
            return false;
        }
    }

    private String setClock(int node) throws IOException, InterruptedException {
        if (fakeTime.isEmpty()
                || !wrong.isEmpty()
                || down.contains(node)
                || !cluster.running().contains(node)) {
            return mendAll();
        }
        cluster.kill(node);
        paused.remove(node);
        cluster.beginAhead(node, MINUTES_AHEAD, fakeTime.get());
        wrong.add(node);
        return "clock of " + node + " ahead by " + MINUTES_AHEAD + " minutes";
    }

    private void setClocksRight() throws IOException, InterruptedException {
        for (int node : Set.copyOf(wrong)) {
            if (cluster.running().contains(node)) {
                cluster.kill(node);
                cluster.begin(node);
            }
        }
        wrong.clear();
    }

    /** A founder, or the fourth node while it runs or is to be started again. */
    private int any() {
        int node = 1 + random.nextInt(cluster.size());
        boolean there = node <= founders || cluster.running().contains(node) || down.contains(node);
        return there ? node : 1 + random.nextInt(founders);
    }

    private String start(int node) throws IOException {
        if (!cluster.running().contains(node)) {
            cluster.begin(node);
        }
        down.remove(node);
        return "start of " + node;
    }

    private String kill(int node) throws InterruptedException {
        cluster.kill(node);
        paused.remove(node);
        wrong.remove(node);
        down.add(node);
        return "kill -9 of " + node;
    }

    private String stop(int node) throws IOException, InterruptedException {
        if (paused.contains(node)) {
            return goOn(node);
        }
        cluster.stop(node);
        wrong.remove(node);
        down.add(node);
        return "stop of " + node;
    }

    private String pause(int node) throws IOException, InterruptedException {
        if (down.contains(node)) {
            return start(node);
        }
        cluster.pause(node);
        paused.add(node);
        return "pause of " + node;
    }

    private String goOn(int node) throws IOException, InterruptedException {
        cluster.goOn(node);
        paused.remove(node);
        return "end of the pause of " + node;
    }

    private String cut(int node, int other) throws IOException, InterruptedException {
        links.cut(node, other);
        troubled++;
        return "no link between " + node + " and " + other;
    }

    private String part(int node) throws IOException, InterruptedException {
        for (int other : cluster.all()) {
            if (other != node) {
                links.cut(node, other);
            }
        }
        troubled++;
        return "no link to " + node;
    }

    private String lose(int node) throws IOException, InterruptedException {
        links.lose(node, LOST_PERCENT);
        troubled++;
        return LOST_PERCENT + " % of the packets of " + node + " lost";
    }

    /** Nothing is cut or stands still any more, and all nodes that were there run or start. */
    String mendAll() throws IOException, InterruptedException {
        links.heal();
        troubled = 0;
        free();
        setClocksRight();
        for (int node : Set.copyOf(paused)) {
            goOn(node);
        }
        for (int node : Set.copyOf(down)) {
            start(node);
        }
        for (int node : cluster.running()) {
            if (!cluster.node(node).isAlive()) {
                cluster.awaitReady(node);
            }
        }
        return "all is mended";
    }
}
