package io.stemedb.cluster.placement;

import java.util.Map;
import java.util.Set;

/** Plans which node holds which shard: full lists first, with the fewest moves, and even ones after that. */
public final class Placement {
    private Placement() {}

    /**
     * A plan of which each step may be carried out alone. A plan made from its target has no steps.
     *
     * @param eligible nodes that may stand in lists. If there are fewer than the factor, lists are shorter;
     *     if there are none, lists stay as they are.
     * @param lists one for each shard, even if it is empty
     * @param pins the node that is to lead a shard. It is put into the list if need be, and stays its first as long as
     *     it is eligible. Lists are then as even as the pins allow.
     * @param mayBalance whether lists may be evened out, too
     */
    public static Plan plan(
            Set<String> eligible, HolderLists lists, Map<Integer, String> pins, int factor, boolean mayBalance) {
        return plan(eligible, lists, pins, factor, mayBalance, Set.of());
    }

    /**
     * The same while some nodes are away that may come back.
     *
     * @param away those of the eligible ones: a pinned node takes the place of one of them first
     */
    public static Plan plan(
            Set<String> eligible,
            HolderLists lists,
            Map<Integer, String> pins,
            int factor,
            boolean mayBalance,
            Set<String> away) {
        if (factor < 1) {
            throw new IllegalArgumentException("a factor of " + factor);
        }
        Draft draft = new Draft(eligible, lists, pins, factor);
        draft.leave();
        draft.pin(away);
        draft.fill();
        if (mayBalance) {
            // A list that is too long does no harm, but one without its live nodes does: so this waits, too.
            draft.trim();
            new HolderBalance(draft).even();
            new LeaderBalance(draft).even();
        }
        return draft.plan();
    }
}
