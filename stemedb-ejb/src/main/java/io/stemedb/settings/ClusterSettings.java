package io.stemedb.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What concerns more than one node.
 *
 * @param enabled false for a single node, which opens neither {@code rpc} nor {@code swim}
 * @param name that all nodes of a cluster share
 * @param seeds membership of other nodes, and perhaps of this one
 * @param rpc where this node listens for replication
 * @param swim where this node listens for membership
 * @param advertised where other nodes reach {@code rpc}
 * @param shards of a new data directory
 * @param secretFile what all nodes share
 * @param liveAfter how long a node may be silent and still count as live
 * @param rereplicateAfter how long a node may be away before its copies are made again elsewhere
 * @param moveRate bytes a second that a node copies at most of shards that can wait; 0 for no limit
 * @param stopPatience how long a node that stops stays at most to hand over what it does
 * @param compare time between two comparisons of what nodes hold; empty: only when somebody asks
 * @param namedFactor copies of each assertion, if the configuration names a number
 */
public record ClusterSettings(
        boolean enabled,
        String name,
        List<HostPort> seeds,
        HostPort rpc,
        HostPort swim,
        HostPort advertised,
        int shards,
        Optional<Path> secretFile,
        Duration liveAfter,
        Duration rereplicateAfter,
        long moveRate,
        Duration stopPatience,
        Optional<Duration> compare,
        OptionalInt namedFactor) {
    private static final int MOST_COPIES = 64;
    private static final int MOST_SHARDS = 4_096;
    /** At less a page would take longer than anybody waits for a move. */
    private static final long LEAST_MOVE_RATE = 64 << 10;

    private static final long MOST_MOVE_RATE = 65_536L << 20;
    private static final int LONGEST_NAME = 64;
    private static final int SHORTEST_SECRET = 16;
    private static final int STANDARD_SWIM = Integer.parseInt(Key.SWIM_PORT.standard());

    public static ClusterSettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, ClusterSettings::read);
    }

    /** Copies of each assertion that a new cluster has. */
    public int factor() {
        return namedFactor.orElse(seeds.isEmpty() ? 1 : 2);
    }

    /** Reads a whole file: this package touches none itself. */
    @FunctionalInterface
    public interface FileReader {
        byte[] read(Path file) throws IOException;
    }

    /**
     * What is in the secret file, without blanks around it; empty if no file is named.
     *
     * @throws IOException if it cannot be read, or is too short to keep anybody out
     */
    public Optional<byte[]> secret(FileReader reader) throws IOException {
        if (secretFile.isEmpty()) {
            return Optional.empty();
        }
        // Any bytes will do; each is one character of this encoding.
        byte[] secret = new String(reader.read(secretFile.get()), StandardCharsets.ISO_8859_1)
                .strip()
                .getBytes(StandardCharsets.ISO_8859_1);
        if (secret.length < SHORTEST_SECRET) {
            throw new IOException("it has " + secret.length + " bytes; a secret has at least " + SHORTEST_SECRET);
        }
        return Optional.of(secret);
    }

    static ClusterSettings read(Reading in) {
        List<HostPort> seeds = seeds(in);
        boolean enabled = in.text(Key.CLUSTER_ENABLED).isEmpty() ? !seeds.isEmpty() : in.flag(Key.CLUSTER_ENABLED);
        HostPort rpc = listener(in, Key.RPC_BIND, Key.RPC_PORT);
        HostPort swim = listener(in, Key.SWIM_BIND, Key.SWIM_PORT);
        ClusterSettings settings = new ClusterSettings(
                enabled,
                in.text(Key.CLUSTER_NAME),
                seeds,
                rpc,
                swim,
                advertised(in, rpc.isWildcard() ? swim.host() : rpc.host(), rpc.port()),
                shards(in),
                in.path(Key.CLUSTER_SECRET_FILE),
                in.time(
                        Key.CLUSTER_LIVE_AFTER,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        "not a time from 1s to 1m, such as 2s"),
                in.time(
                        Key.CLUSTER_REREPLICATE_AFTER,
                        Duration.ofSeconds(10),
                        Duration.ofDays(30),
                        "not a time from 10s to 30d, such as 2m"),
                in.size(Key.CLUSTER_MOVE_RATE, 0, MOST_MOVE_RATE),
                in.time(
                        Key.CLUSTER_STOP_PATIENCE,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(20),
                        "not a time from 1s to 20s, such as 10s"),
                compare(in),
                namedFactor(in));
        settings.judge(in);
        return settings;
    }

    private void judge(Reading in) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            in.fault(Key.CLUSTER_NAME, "has 1 to 64 characters");
        }
        if (moveRate > 0 && moveRate < LEAST_MOVE_RATE) {
            in.fault(Key.CLUSTER_MOVE_RATE, "is 0 for no limit, or at least 64KiB a second");
        }
        if (!enabled && factor() > 1 && namedFactor.isPresent()) {
            in.fault(
                    Key.REPLICATION_FACTOR,
                    "a single node keeps one copy; name other nodes in [cluster] seeds, or set the factor to 1");
        }
        if (enabled && swim.isWildcard()) {
            in.fault(
                    Key.SWIM_BIND,
                    swim.host() + " is every address of this machine, and membership needs one that other nodes"
                            + " reach; add [cluster] swim_addr = \"ADDRESS:" + swim.port() + "\"");
        }
        boolean reachable = !rpc.isLoopback() && !swim.isLoopback();
        if (enabled && !reachable) {
            seeds.stream()
                    .filter(seed -> !seed.isLoopback())
                    .findFirst()
                    .ifPresent(seed -> in.fault(
                            Key.CLUSTER_SEEDS,
                            seed + " is on another machine, which cannot reach this node on "
                                    + (rpc.isLoopback() ? rpc : swim)
                                    + "; add [cluster] bind_addr = \"ADDRESS:18181\" with an"
                                    + " address of this machine that it reaches, and a [cluster] secret_file;"
                                    + " or [security] mode = \"open\","
                                    + " which lets everyone who reaches the node do everything"));
        }
    }

    private static List<HostPort> seeds(Reading in) {
        List<HostPort> seeds = new ArrayList<>();
        for (String item : in.text(Key.CLUSTER_SEEDS).split(",")) {
            String text = item.strip();
            // A seed is first asked for its own address at the port below.
            Optional<HostPort> seed = HostPort.parse(text, STANDARD_SWIM).filter(place -> place.port() > 1);
            if (seed.isPresent() && !seed.get().isWildcard()) {
                seeds.add(seed.get());
            } else if (!text.isEmpty()) {
                in.fault(Key.CLUSTER_SEEDS, "\"" + text + "\" is not host:port of another node");
            }
        }
        return seeds.stream().distinct().toList();
    }

    private static HostPort listener(Reading in, Key address, Key port) {
        String host = Hosts.withoutBrackets(in.text(address));
        if (!host.isEmpty() && !Hosts.isHost(host)) {
            in.fault(address, "\"" + host + "\" is neither an address nor a host name");
        }
        return new HostPort(host.isEmpty() ? Hosts.withoutBrackets(in.text(Key.BIND)) : host, in.port(port));
    }

    private static HostPort advertised(Reading in, String standard, int port) {
        String host = Hosts.withoutBrackets(in.text(Key.CLUSTER_ADVERTISE));
        if (!host.isEmpty() && (!Hosts.isHost(host) || Hosts.isWildcard(host))) {
            in.fault(Key.CLUSTER_ADVERTISE, "\"" + host + "\" is no address or host name that others can reach");
        }
        return new HostPort(host.isEmpty() ? standard : host, port);
    }

    private static int shards(Reading in) {
        int shards = in.count(Key.CLUSTER_SHARDS, 1, MOST_SHARDS);
        if (Integer.bitCount(shards) != 1) {
            in.fault(Key.CLUSTER_SHARDS, "\"" + shards + "\" is not a power of two, such as 64 or 256");
            return Integer.parseInt(Key.CLUSTER_SHARDS.standard());
        }
        return shards;
    }

    private static Optional<Duration> compare(Reading in) {
        return in.text(Key.CLUSTER_COMPARE).equalsIgnoreCase("off")
                ? Optional.empty()
                : Optional.of(in.time(
                        Key.CLUSTER_COMPARE,
                        Duration.ofSeconds(1),
                        Duration.ofDays(30),
                        "neither off nor a time from 1s to 30d, such as 10m"));
    }

    private static OptionalInt namedFactor(Reading in) {
        return in.text(Key.REPLICATION_FACTOR).isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(in.count(Key.REPLICATION_FACTOR, 1, MOST_COPIES));
    }
}
