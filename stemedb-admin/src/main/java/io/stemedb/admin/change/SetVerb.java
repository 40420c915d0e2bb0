package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.math.BigDecimal;

/** {@code cluster set factor N}. */
public final class SetVerb implements Verb {
    private static final String WHAT = "SETTING";
    private static final String VALUE = "N";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("cluster set", Kind.CHANGE, "Sets by how many nodes each shard is kept")
                .taking(
                        Param.of(WHAT, "what is set: factor").oneOf("factor"),
                        Param.of(VALUE, "the number of nodes, from 1 to 64"))
                .with(ChangeFlags.FORCE, ChangeFlags.REASON, ChangeFlags.DRY_RUN, ChangeFlags.YES, ChangeFlags.WAIT)
                .likeIn("cluster set factor 3 --dry-run", "cluster set factor 3 --wait");
    }

    @Override
    public Outcome run(Call call) {
        Body body = Body.of(call)
                .with("factor", number(call.words().text(VALUE)))
                .on("force", ChangeFlags.FORCE)
                .text("reason", ChangeFlags.REASON.name());
        String title = "keep each shard by " + call.words().text(VALUE) + " nodes";
        return Changing.of(call, new Change("/admin/cluster/settings", body.members(), title, true));
    }

    private static BigDecimal number(String text) {
        boolean whole = !text.isEmpty() && text.length() <= 3;
        for (int i = 0; i < text.length(); i++) {
            whole &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!whole) {
            throw Trouble.usage("the factor is a number, and not '" + text + "'", "write cluster set factor 3");
        }
        return new BigDecimal(text);
    }
}
