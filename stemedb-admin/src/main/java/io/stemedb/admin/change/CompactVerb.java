package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;

/** {@code compact}. */
public final class CompactVerb implements Verb {
    @Override
    public Synopsis synopsis() {
        return Synopsis.of("compact", Kind.CHANGE, "Has the node that is asked merge all its runs into one")
                .with(ChangeFlags.REASON, ChangeFlags.WAIT)
                .noting("It needs room for a copy of them. If it is aborted, the old runs stay in force.")
                .likeIn("compact --reason 'after the import' --wait");
    }

    @Override
    public Outcome run(Call call) {
        TheCluster.require(call);
        Body body = Body.of(call).text("reason", ChangeFlags.REASON.name());
        return Changing.begun(call, call.gateway().post("/admin/compact", body.members()));
    }
}
