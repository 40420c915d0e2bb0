package io.stemedb.admin.cluster;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Shown;
import java.util.List;

/** {@code cluster health}. */
public final class HealthVerb implements Verb {
    @Override
    public Synopsis synopsis() {
        return Synopsis.of("cluster health", Kind.READ, "Says whether the cluster is healthy, and why not")
                .noting("It ends with 0 if it is, with 10 if it is not, and with 1 if the gateway cannot tell.")
                .likeIn("cluster health", "cluster health --watch 5");
    }

    @Override
    public Outcome run(Call call) {
        Doc health = Health.shaped(call.gateway().get("/cluster/health"));
        return call.show(new Shown(health, List.of(health), Health.blocks(health), Health.outcome(health)));
    }
}
