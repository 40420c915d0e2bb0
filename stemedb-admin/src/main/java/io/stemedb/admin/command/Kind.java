package io.stemedb.admin.command;

/** What a command does to a cluster. */
public enum Kind {
    /** It shows something, and can show it again and again. */
    READ,

    /** It changes something, or starts a task. */
    CHANGE,

    /** It is about this program. */
    TOOL
}
