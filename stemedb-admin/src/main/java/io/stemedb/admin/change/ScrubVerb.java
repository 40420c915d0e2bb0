package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;
import java.util.Map;

/** {@code scrub}. */
public final class ScrubVerb implements Verb {
    private static final String WHAT = "STEP";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("scrub", Kind.CHANGE, "Has the node that is asked read everything on its disk again")
                .taking(Param.of(WHAT, "pause or resume: what is done to the scrub under way")
                        .orNone()
                        .oneOf("pause", "resume"))
                .with(ChangeFlags.WAIT)
                .noting("It reports damage, and heals it if possible.")
                .likeIn("scrub --wait", "scrub pause", "scrub resume");
    }

    @Override
    public Outcome run(Call call) {
        TheCluster.require(call);
        String step = call.words().text(WHAT);
        String path = "/admin/scrub" + (step == null ? "" : "/" + step);
        return Changing.begun(call, call.gateway().post(path, Map.of()));
    }
}
