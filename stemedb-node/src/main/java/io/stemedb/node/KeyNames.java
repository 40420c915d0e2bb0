package io.stemedb.node;

import io.stemedb.settings.Key;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names by which a file or the environment may call a key, beside the key's own. */
final class KeyNames {
    static final String PREFIX = "STEMEDB_";

    /** Short names: {@code http_port} at the top of a file, {@code STEMEDB_HTTP_PORT} in the environment. */
    static final Map<String, Key> SHORT = new TreeMap<>(Map.of(
            "data_dir", Key.DATA_DIR,
            "node_id", Key.NODE_ID,
            "bind", Key.BIND,
            "http_port", Key.HTTP_PORT,
            "gateway_port", Key.GATEWAY_PORT,
            "rpc_port", Key.RPC_PORT,
            "swim_port", Key.SWIM_PORT,
            "cluster_name", Key.CLUSTER_NAME,
            "seed_nodes", Key.CLUSTER_SEEDS,
            "replication_factor", Key.REPLICATION_FACTOR));

    /** Where {@code node.toml} and {@code cluster.toml} are. */
    static final String CONFIG_DIR = PREFIX + "CONFIG_DIR";

    /** Names in a file that mean one key. */
    static final Map<String, Key> IN_FILE = inFile();

    /** The two keys that a name in a file sets whose value is {@code host:port}. */
    record Place(Key host, Key port) {}

    /** Names in a file whose value is {@code host:port}. */
    static final Map<String, Place> ADDRESSES = Map.of(
            "cluster.bind_addr",
            new Place(Key.BIND, Key.GATEWAY_PORT),
            "cluster.rpc_addr",
            new Place(Key.RPC_BIND, Key.RPC_PORT),
            "cluster.swim_addr",
            new Place(Key.SWIM_BIND, Key.SWIM_PORT));

    private KeyNames() {}

    /** The known name in a file that looks most like {@code name}, or an empty text if none does. */
    static String nearest(String name) {
        return nearest(name, Stream.of(IN_FILE.keySet(), ADDRESSES.keySet()).flatMap(Set::stream));
    }

    /** The known variables of the environment: those that set a key, and those that the scripts read. */
    static Set<String> inEnvironment() {
        Set<String> names = new TreeSet<>(
                Set.of(PREFIX + "HOME", PREFIX + "JAVA_OPTS", CONFIG_DIR, Credential.TOKEN, Credential.TOKEN_FILE));
        SHORT.keySet().forEach(name -> names.add(ofShort(name)));
        List.of(Key.values()).forEach(key -> names.add(key.environmentName()));
        return names;
    }

    /** The variable that stands for a short name. */
    static String ofShort(String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT);
    }

    /** What to say of a variable that StemeDB does not know; empty if it knows it, or if it is not StemeDB's. */
    static Optional<String> strange(String variable) {
        if (!variable.startsWith(PREFIX) || inEnvironment().contains(variable)) {
            return Optional.empty();
        }
        // What all have in common is no likeness.
        String nearest = nearest(
                variable.substring(PREFIX.length()),
                inEnvironment().stream().map(known -> known.substring(PREFIX.length())));
        return Optional.of("the variable " + variable + " is not one of StemeDB and is ignored"
                + guess(nearest.isEmpty() ? "" : PREFIX + nearest));
    }

    /** The end of a complaint about a name. */
    static String guess(String nearest) {
        return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    }

    private static String nearest(String name, Stream<String> all) {
        return all.min(Comparator.comparingInt((String known) -> unlikeness(known, name))
                        .thenComparing(known -> known))
                .filter(known -> unlikeness(known, name) <= Math.max(2, name.length() / 3))
                .orElse("");
    }

    /** A key in the wrong table is as near as one with a wrong letter. */
    private static int unlikeness(String known, String name) {
        String key = name.substring(name.lastIndexOf('.') + 1);
        return known.endsWith("." + key) ? 1 : distance(known, name);
    }

    private static Map<String, Key> inFile() {
        Map<String, Key> names = new TreeMap<>(SHORT);
        names.put("cluster.node_id", Key.NODE_ID);
        names.put("cluster.seed_nodes", Key.CLUSTER_SEEDS);
        names.put("node.advertise", Key.CLUSTER_ADVERTISE);
        List.of(Key.values()).forEach(key -> names.put(key.path(), key));
        return names;
    }

    /** How many letters to insert, drop or change to come from one word to the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
