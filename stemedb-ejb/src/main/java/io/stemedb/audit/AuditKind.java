package io.stemedb.audit;

import java.util.Locale;

/** What an event is, as names of files have it: add at the end, never rename. */
public enum AuditKind {
    /** Somebody changed the node, the cluster or tokens. */
    EVENTS,
    /** Somebody was turned away. */
    REFUSALS,
    /** Somebody registered a source, as importers do by the thousand. */
    SOURCES;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
