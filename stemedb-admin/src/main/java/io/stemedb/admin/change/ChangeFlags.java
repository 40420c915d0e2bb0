package io.stemedb.admin.change;

import io.stemedb.admin.command.Flag;

/** The flags that changes have in common. */
public final class ChangeFlags {
    static final Flag REASON = Flag.of("--reason", "TEXT", "the reason, which is shown with the task");
    public static final Flag DRY_RUN =
            Flag.on("--dry-run", "only shows what would be done, and what speaks against it");
    public static final Flag YES = Flag.on("--yes", "goes on without asking").or("-y");
    static final Flag WAIT = Flag.on("--wait", "waits until the task has ended");
    static final Flag FORCE = Flag.on("--force", "goes on whatever speaks against it");

    private ChangeFlags() {}
}
