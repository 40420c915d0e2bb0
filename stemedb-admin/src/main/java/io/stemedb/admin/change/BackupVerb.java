package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;

/** {@code backup}. */
public final class BackupVerb implements Verb {
    private static final String TO = "--to";
    private static final String SCOPE = "--scope";
    private static final String COPY = "--copy";
    private static final String STORE = "--store";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("backup", Kind.CHANGE, "Takes a backup while the node runs")
                .with(
                        Flag.of(TO, "FOLDER", "the whole path of a folder on the machine of the node (needed)"),
                        Flag.of(SCOPE, "SCOPE", "node, which is the one that is asked, or cluster")
                                .oneOf("node", "cluster"),
                        Flag.on(COPY, "copies runs even if they could be linked"),
                        Flag.of(STORE, "ID", "the store that is expected"),
                        Flag.on("--force", "with --scope cluster: goes on without nodes that cannot take part"),
                        ChangeFlags.REASON,
                        ChangeFlags.WAIT)
                .likeIn("backup --to /var/backups/stemedb --wait", "backup --to /mnt/backups --scope cluster --wait");
    }

    @Override
    public Outcome run(Call call) {
        if (!call.words().has(TO)) {
            throw Trouble.usage("--to is missing", "name a folder on the machine of the node");
        }
        TheCluster.require(call);
        Body body = Body.of(call)
                .text("to", TO)
                .text("scope", SCOPE)
                .text("store", STORE)
                .on("copy", COPY)
                .on("force", ChangeFlags.FORCE)
                .text("reason", ChangeFlags.REASON.name());
        return Changing.begun(call, call.gateway().post("/admin/backup", body.members()));
    }
}
