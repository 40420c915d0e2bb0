package io.stemedb.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may do; each role may also do what those before it may. Names are on disk: add, never rename. */
public enum Role {
    /** Asks. */
    READER,
    /** Writes claims. */
    WRITER,
    /** Changes nodes, the cluster, sources and tokens. */
    OPERATOR;

    /** The role as files and answers name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is enough for a call that needs {@code needed}. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The role of a word; empty if there is none. */
    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
