package io.stemedb.node;

import io.stemedb.settings.Key;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The names by which a file or the environment may call a key, beside the key's own. */
final class Names {
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

    /** Names in a file that mean one key. */
    static final Map<String, Key> IN_FILE = inFile();

    /** Names in a file whose value is {@code host:port}. */
    static final Map<String, Key> ADDRESSES = Map.of(
            "cluster.bind_addr",
            Key.GATEWAY_PORT,
            "cluster.rpc_addr",
            Key.RPC_PORT,
            "cluster.swim_addr",
            Key.SWIM_PORT);

    private Names() {}

    /** The known name in a file that looks most like {@code name}, or an empty text where none does. */
    static String nearest(String name) {
        return Stream.of(IN_FILE.keySet(), ADDRESSES.keySet())
                .flatMap(java.util.Collection::stream)
                .min(Comparator.comparingInt((String known) -> distance(known, name))
                        .thenComparing(known -> known))
                .filter(known -> distance(known, name) <= Math.max(2, name.length() / 3))
                .orElse("");
    }

    private static Map<String, Key> inFile() {
        Map<String, Key> names = new TreeMap<>(SHORT);
        names.put("cluster.node_id", Key.NODE_ID);
        names.put("cluster.seed_nodes", Key.CLUSTER_SEEDS);
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
