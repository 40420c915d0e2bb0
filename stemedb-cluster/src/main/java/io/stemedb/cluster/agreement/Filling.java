package io.stemedb.cluster.agreement;

import io.stemedb.cluster.member.Members;
import java.util.SortedSet;

/** When a holder may call its copy filled: it has all that was acknowledged before, and may answer reads. */
public final class Filling {
    private Filling() {}

    /**
     * Whether the copy was compared with every live member since this node got it, and this is enough: one of them was
     * filled, or every counted node is live. A new holder that starts alone would else call an empty copy full.
     *
     * @param copySince when this node began to keep the copy, or started if that was later, on the clock of the
     *     comparisons. Earlier comparisons were made with another copy.
     */
    public static boolean mayBeFilled(Knowledge knowledge, long copySince) {
        if (!knowledge.isHolder() || knowledge.own().sealed()) {
            return false;
        }
        Members members = knowledge.members();
        SortedSet<String> partners = knowledge.liveness().live(members.members());
        partners.remove(knowledge.self());
        if (!partners.stream().allMatch(node -> knowledge.isComparedSince(node, copySince))) {
            return false;
        }
        return partners.stream().anyMatch(node -> knowledge.seenOf(node).filled())
                || members.counted().stream().allMatch(knowledge.liveness()::isLive);
    }
}
