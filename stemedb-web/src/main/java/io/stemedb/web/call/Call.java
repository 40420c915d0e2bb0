package io.stemedb.web.call;

/** The calls of the API, as metrics tell them apart. */
enum Call {
    ASSERT("assert"),
    ASSERT_MANY("assertions"),
    ASSERTION("assertion"),
    RETRACT("retract"),
    QUERY("query"),
    QUERY_MANY("query_batch"),
    HISTORY("history"),
    CONCEPTS("concepts"),
    CONTRADICTIONS("contradictions"),
    CHANGES("changes"),
    EXPORT("export"),
    SOURCES("sources"),
    SOURCE("source"),
    REGISTER_SOURCE("register_source"),
    HEALTH("health"),
    COMPACT("compact"),
    TASKS("tasks"),
    TASK("task"),
    SCRUB("scrub"),
    SYNC("sync"),
    REMOVE("remove"),
    SETTINGS("settings"),
    DRAIN("drain"),
    UNDRAIN("undrain"),
    REBALANCE("rebalance"),
    ELECT_LEADER("elect_leader"),
    UNPIN("unpin"),
    FORGET_SEED("forget_seed"),
    DEBUG_EXPORT("debug_export"),
    CLUSTER("cluster"),
    NODES("nodes"),
    SHARDS("shards"),
    SHARD("shard"),
    BACKUP("backup"),
    TOKENS("tokens"),
    EVENTS("events"),
    CONSOLE("console"),
    /** Whatever else is asked for, paths that are not there among it: strangers must not make up names. */
    OTHER("other");

    private static final String ASSERTIONS_PATH = "/v1/assertions";
    private static final String SOURCES_PATH = "/v1/sources";
    private static final String TASKS_PATH = "/admin/tasks";

    private final String label;

    Call(String label) {
        this.label = label;
    }

    /** The value of the label {@code call}. */
    String label() {
        return label;
    }

    /** Whether the call writes its answer itself, and knows what to do about a client that has gone. */
    boolean direct() {
        return switch (this) {
            case ASSERT, ASSERT_MANY, RETRACT, REGISTER_SOURCE, QUERY, QUERY_MANY, CONTRADICTIONS, CHANGES, EXPORT ->
                true;
            default -> false;
        };
    }

    /** The call of a request. */
    static Call of(String method, String path) {
        return switch (path) {
            case "/v1/assert" -> ASSERT;
            case "/v1/query" -> QUERY;
            case ASSERTIONS_PATH -> ASSERT_MANY;
            case "/v1/retract" -> RETRACT;
            case "/v1/query/batch" -> QUERY_MANY;
            case "/v1/history" -> HISTORY;
            case "/v1/concepts" -> CONCEPTS;
            case "/v1/contradictions" -> CONTRADICTIONS;
            case "/v1/changes" -> CHANGES;
            case "/v1/export" -> EXPORT;
            case SOURCES_PATH -> SOURCES;
            case "/v1/health" -> HEALTH;
            case "/admin/compact" -> COMPACT;
            case TASKS_PATH -> TASKS;
            case "/admin/scrub", "/admin/scrub/pause", "/admin/scrub/resume" -> SCRUB;
            case "/cluster/sync" -> SYNC;
            case "/admin/cluster/remove" -> REMOVE;
            case "/admin/cluster/settings" -> SETTINGS;
            case "/admin/shards/rebalance" -> REBALANCE;
            case "/admin/cluster/forget-seed" -> FORGET_SEED;
            case "/admin/debug/export" -> DEBUG_EXPORT;
            case "/cluster/members", "/cluster/health", "/cluster/status" -> CLUSTER;
            case "/v1/admin/nodes" -> NODES;
            case "/cluster/shards", "/v1/admin/ranges" -> SHARDS;
            case "/admin/backup" -> BACKUP;
            case "/admin/tokens" -> TOKENS;
            case "/admin/events" -> EVENTS;
            case "/console" -> CONSOLE;
            default -> ofItem(method, path);
        };
    }

    private static Call ofItem(String method, String path) {
        if (path.startsWith(SOURCES_PATH + "/")) {
            return method.equals("PUT") ? REGISTER_SOURCE : SOURCE;
        }
        if (path.startsWith(TASKS_PATH + "/")) {
            return TASK;
        }
        if (path.startsWith("/v1/admin/nodes/")) {
            return NODES;
        }
        if (path.startsWith("/admin/")) {
            return ofChange(path);
        }
        if (path.startsWith("/v1/shards/")) {
            return SHARD;
        }
        if (path.startsWith("/console/") && !path.startsWith("/console/jakarta.faces.resource/")) {
            return CONSOLE;
        }
        return path.startsWith(ASSERTIONS_PATH + "/") ? ASSERTION : OTHER;
    }

    /** Of a node or a shard that the path names. */
    private static Call ofChange(String path) {
        if (path.startsWith("/admin/nodes/")) {
            return path.endsWith("/drain") ? DRAIN : path.endsWith("/undrain") ? UNDRAIN : OTHER;
        }
        if (path.startsWith("/admin/tokens/")) {
            return TOKENS;
        }
        if (path.startsWith("/admin/shards/")) {
            return path.endsWith("/unpin") ? UNPIN : path.endsWith("/elect-leader") ? ELECT_LEADER : OTHER;
        }
        return OTHER;
    }
}
