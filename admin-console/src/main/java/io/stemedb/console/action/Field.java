package io.stemedb.console.action;

/**
 * Something that a change is told.
 *
 * @param name of the member of the call's body, and of the form's field
 * @param flag of the command; empty if its value stands by itself
 * @param label what people read
 * @param about what else there is to know; may be empty
 * @param kind how it is asked for
 * @param needed whether it has to be said
 */
public record Field(String name, String flag, String label, String about, Kind kind, boolean needed) {
    /** How a field is asked for. */
    public enum Kind {
        TEXT,
        NUMBER,
        CHECK,
        /** Names of nodes with blanks or commas between them. */
        TEXTS,
        /** One of the members. */
        MEMBER,
        /** One of the seeds that never answered. */
        SEED,
        /** A role of a token. */
        ROLE,
        /** {@code node} or {@code cluster}. */
        SCOPE
    }

    static final Field REASON =
            text("reason", "--reason", "Reason", "shown with the task, and on record", Kind.TEXT, false);
    static final Field FORCE = check("force", "--force", "Force", "goes on whatever speaks against it");

    static Field text(String name, String flag, String label, String about, Kind kind, boolean needed) {
        return new Field(name, flag, label, about, kind, needed);
    }

    static Field check(String name, String flag, String label, String about) {
        return new Field(name, flag, label, about, Kind.CHECK, false);
    }

    public boolean isCheck() {
        return kind == Kind.CHECK;
    }

    public boolean isChoice() {
        return kind == Kind.MEMBER || kind == Kind.SEED || kind == Kind.ROLE || kind == Kind.SCOPE;
    }
}
