package io.stemedb.cluster.node;

import io.stemedb.cluster.hazelcast.Member;
import io.stemedb.cluster.hazelcast.Membership;
import io.stemedb.cluster.hazelcast.View;

/** Writes down how the membership changes; what it says is looked at when somebody needs it. */
final class MembershipLog implements Membership.Listener {
    private static final System.Logger LOGGER = System.getLogger(MembershipLog.class.getName());

    @Override
    public void changed(View view) {
        LOGGER.log(
                System.Logger.Level.INFO,
                "membership: {0}",
                view.members().stream().map(Member::node).toList());
    }

    @Override
    public void vanished(Member member) {
        LOGGER.log(System.Logger.Level.INFO, "membership: {0} has vanished", member.node());
    }
}
