package io.stemedb.admin.show;

import io.stemedb.admin.outcome.Trouble;

/** The forms of output. */
public enum Format {
    TABLE,
    WIDE,
    JSON,
    YAML,
    CSV;

    /** The form of this name. */
    public static Format of(String name) {
        return switch (name) {
            case "table" -> TABLE;
            case "wide" -> WIDE;
            case "json" -> JSON;
            case "yaml" -> YAML;
            case "csv" -> CSV;
            default -> throw Trouble.usage("--output takes no '" + name + "'", "write table, wide, json, yaml or csv");
        };
    }

    /** Whether people read it. */
    public boolean isForPeople() {
        return this == TABLE || this == WIDE;
    }
}
