package io.stemedb.admin.settings;

import io.stemedb.admin.outcome.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a file says of one cluster. What it does not say is null.
 *
 * @param gateways addresses, tried in this order
 * @param apis addresses of the API, tried in this order
 * @param tokenFile the file that holds the token
 * @param clusterId the only cluster that may be changed with this profile
 */
record Profile(
        List<String> gateways,
        List<String> apis,
        String tokenFile,
        String cacert,
        String cert,
        String key,
        String clusterId) {
    static final Profile NONE = new Profile(null, null, null, null, null, null, null);

    private static final List<String> KEYS =
            List.of("gateway", "api", "token_file", "cacert", "cert", "key", "cluster_id");
    private static final String TABLE = "profile.";
    private static final String FAVOURITE = "profile";

    /**
     * The profile of this name, or the one that the file prefers.
     *
     * @param name null if none was asked for
     * @throws Trouble there is no such profile, or the file says something that no profile has
     */
    static Profile of(String file, Map<String, Map<String, List<String>>> tables, String name) {
        tables.forEach((table, keys) -> judge(file, table, keys));
        List<String> favourite = tables.get("").get(FAVOURITE);
        String wanted = name != null || favourite == null ? name : favourite.get(0);
        if (wanted == null) {
            return NONE;
        }
        Map<String, List<String>> keys = tables.get(TABLE + wanted);
        if (keys == null) {
            throw Trouble.usage(file + " has no profile " + wanted, "it has " + names(tables));
        }
        return new Profile(
                keys.get("gateway"),
                keys.get("api"),
                one(keys, "token_file"),
                one(keys, "cacert"),
                one(keys, "cert"),
                one(keys, "key"),
                one(keys, "cluster_id"));
    }

    private static String one(Map<String, List<String>> keys, String key) {
        List<String> values = keys.get(key);
        return values == null ? null : values.get(0);
    }

    private static String names(Map<String, Map<String, List<String>>> tables) {
        List<String> names = new ArrayList<>();
        for (String table : tables.keySet()) {
            if (table.startsWith(TABLE)) {
                names.add(table.substring(TABLE.length()));
            }
        }
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** A word that nothing reads is a typing error, and what it was to say would be missed in silence. */
    private static void judge(String file, String table, Map<String, List<String>> keys) {
        if (!table.isEmpty() && !table.startsWith(TABLE)) {
            throw wrong(file, "[" + table + "] is no profile", "tables are called [profile.NAME]");
        }
        keys.forEach((key, values) -> {
            boolean known = table.isEmpty() ? key.equals(FAVOURITE) : KEYS.contains(key);
            if (!known) {
                String next = table.isEmpty()
                        ? "before the first table only " + FAVOURITE + " is read"
                        : "a profile has " + String.join(", ", KEYS);
                throw wrong(file, "nothing reads the key " + key, next);
            }
            if (values.isEmpty() || (values.size() > 1 && !key.equals("gateway") && !key.equals("api"))) {
                throw wrong(file, key + " takes one string", null);
            }
        });
    }

    private static Trouble wrong(String file, String what, String next) {
        return Trouble.usage(file + ": " + what, next);
    }
}
