package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;

/** {@code cluster forget-seed}. */
public final class ForgetSeedVerb implements Verb {
    private static final String ADDRESS = "ADDRESS";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("cluster forget-seed", Kind.CHANGE, "Counts a seed no more that never answered")
                .taking(Param.of(ADDRESS, "the seed, as unresolved_seeds of cluster status has it"))
                .with(ChangeFlags.DRY_RUN, ChangeFlags.YES)
                .noting("Take it out of the configuration, too.")
                .likeIn("cluster forget-seed nod3:18182 --dry-run");
    }

    @Override
    public Outcome run(Call call) {
        String seed = call.words().text(ADDRESS);
        Body body = Body.of(call).with("seed", seed);
        return Changing.of(
                call, new Change("/admin/cluster/forget-seed", body.members(), "forget the seed " + seed, true));
    }
}
