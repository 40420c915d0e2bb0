package io.stemedb.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The closed list of what can be set. A file writes {@code [journal] retain}, the environment
 * {@code STEMEDB_JOURNAL_RETAIN}.
 */
public enum Key {
    DATA_DIR("node.data_dir", "./data", "the folder of everything that the node keeps"),
    NODE_ID("node.node_id", "", "name of a new data directory's node; empty: a random one"),
    BIND("node.bind", "127.0.0.1", "address the node listens on; always loopback too"),
    HTTP_PORT("node.http_port", "18180", "API"),
    GATEWAY_PORT("node.gateway_port", "18181", "gateway"),
    RPC_PORT("node.rpc_port", "18182", "replication between nodes; not opened by a single node"),
    RPC_BIND("node.rpc_bind", "", "address of that port; empty: the one of bind"),
    SWIM_PORT("node.swim_port", "18183", "membership between nodes; not opened by a single node"),
    SWIM_BIND("node.swim_bind", "", "address of that port; empty: the one of bind"),

    CLUSTER_ENABLED("cluster.enabled", "", "whether this is a node of a cluster; empty: true if there are seeds"),
    CLUSTER_NAME("cluster.cluster_name", "stemedb", "name that all nodes of a cluster share"),
    CLUSTER_SEEDS("cluster.seeds", "", "other nodes, as host:port of their membership, separated by commas"),
    CLUSTER_ADVERTISE("cluster.advertise", "", "host by which other nodes reach this one; empty: the one of rpc_bind"),
    CLUSTER_SHARDS("cluster.shards", "64", "shards of a new data directory, a power of two; the same on all nodes"),
    CLUSTER_SECRET_FILE("cluster.secret_file", "", "file with a secret that all nodes share; empty: anybody may join"),
    CLUSTER_LIVE_AFTER("cluster.live_after", "2s", "a node that has not answered for so long is not counted as live"),
    CLUSTER_REREPLICATE_AFTER(
            "cluster.rereplicate_after", "2m", "a node that is away for so long has its copies made again elsewhere"),
    CLUSTER_MOVE_RATE(
            "cluster.move_rate",
            "32MiB",
            "bytes a second that a node copies at most of shards that can wait; 0: no limit"),
    CLUSTER_STOP_PATIENCE(
            "cluster.stop_patience", "10s", "how long a node that stops stays at most to hand over what it does"),
    CLUSTER_COMPARE("cluster.compare", "10m", "time between two comparisons of what nodes hold, such as 10m, or off"),
    REPLICATION_FACTOR("replication.factor", "", "copies of each assertion; empty: 2 if there are seeds, else 1"),

    SECURITY_MODE(
            "security.mode",
            "secure",
            "secure: only loopback without tokens; open: everyone who reaches the node may do everything"),
    SECURITY_TOKENS_FILE(
            "security.tokens_file", "", "file of tokens, without their secrets; empty: tokens.toml in data_dir"),
    METRICS_OPEN("metrics.open", "false", "whether /metrics answers without a token"),

    JOURNAL_SEGMENT_SIZE("journal.segment_size", "32MiB", "size of one preallocated journal file"),
    JOURNAL_RETAIN("journal.retain", "all", "what is kept behind the runs: all, flushed, or a size"),

    JOURNAL_ARCHIVE_DIR("journal.archive_dir", "", "folder that finished journal files are copied to; empty: none"),
    JOURNAL_ARCHIVE_RETAIN(
            "journal.archive_retain", "all", "what is kept in that folder: all, a time such as 720h, or a size"),

    STORE_TABLE_SIZE("store.table_size", "48MiB", "heap of the table in memory at which it becomes a run"),
    STORE_MERGE_FAN("store.merge_fan", "8", "runs of one size that become one of the next"),
    STORE_MERGE_RATE("store.merge_rate", "64MiB", "bytes a second that merges write at most; 0: no limit"),
    STORE_MERGE_DEBT(
            "store.merge_debt",
            "20",
            "runs that wait to be merged, from which on writers are held back; twice as many and they are refused"),
    STORE_CACHE_SIZE("store.cache_size", "32MiB", "memory for what slots were resolved to"),

    SCRUB_SCHEDULE("scrub.schedule", "168h", "time between two scrubs, such as 168h, 7d or PT168H, or off"),
    SCRUB_RATE("scrub.rate", "8MiB", "bytes that a scrub reads in a second; 0: no limit"),

    LIMIT_CONCEPT_PATH("limits.concept_path", "1024", "bytes of a concept path"),
    LIMIT_CONCEPT_PATH_SEGMENTS("limits.concept_path_segments", "64", "segments of a concept path"),
    LIMIT_PREDICATE("limits.predicate", "256", "bytes of a predicate"),
    LIMIT_SOURCE("limits.source", "256", "bytes of a source"),
    LIMIT_REASON("limits.reason", "1024", "bytes of a retraction's reason"),
    LIMIT_VALUE("limits.value", "64KiB", "bytes of a value's canonical JSON"),
    LIMIT_METADATA("limits.metadata", "16KiB", "bytes of the metadata's canonical JSON"),
    LIMIT_BODY("limits.body", "1MiB", "bytes of a request body that is not a batch"),
    LIMIT_BATCH_LINE("limits.batch_line", "128KiB", "bytes of one line of a batch"),
    LIMIT_JSON_DEPTH("limits.json_depth", "32", "objects and arrays inside one another"),
    LIMIT_PAGE("limits.page", "1000", "items of one answer"),
    LIMIT_QUEUE("limits.queue", "64MiB", "bytes of claims that wait for the journal"),
    LIMIT_ANSWERS("limits.answers", "0", "heap of large answers under way; 0: a quarter of all"),
    LIMIT_CONNECTIONS("limits.connections", "4096", "connections that the API takes at a time");

    private static final String PREFIX = "stemedb.";

    private final String path;
    private final String standard;
    private final String meaning;

    Key(String path, String standard, String meaning) {
        this.path = path;
        this.standard = standard;
        this.meaning = meaning;
    }

    /** The full name, as in {@code stemedb.journal.retain}. */
    public String fullName() {
        return PREFIX + path;
    }

    /** The name in a file, as in {@code journal.retain}. */
    public String path() {
        return path;
    }

    /** The name in the environment, as in {@code STEMEDB_JOURNAL_RETAIN}. */
    public String environmentName() {
        return fullName().replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** What holds if nobody says otherwise. */
    public String standard() {
        return standard;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** The key that a file calls {@code path}. */
    public static Optional<Key> ofPath(String path) {
        return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
    }

    /** Every name a file may use. */
    public static List<String> paths() {
        return Arrays.stream(values()).map(Key::path).toList();
    }
}
