package io.stemedb.cluster.retirement;

import io.stemedb.cluster.member.Members;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A copy on its way out. The states follow each other in this order; {@link Kept} may follow any of them.
 *
 * <p>The first question is asked unsealed: while a sealed copy waited for holders that are down, its node would refuse
 * claims. The second one is asked sealed, so that nothing comes in after the holders have said that they have all.
 * Of several nodes that drop at once, the last to seal was told yes by holders that had not sealed, so a full set
 * remains.
 */
public sealed interface Retirement {
    /**
     * Begins, if the list allows it.
     *
     * @param holders the list as this node knows it
     * @param factor how many nodes a list has once it is full
     */
    static Retirement of(String self, List<String> holders, Members members, int factor) {
        int full = Math.min(factor, members.members().size());
        if (holders.isEmpty() || new HashSet<>(holders).size() < full) {
            // The only holder of a short list has everything, too; without this copy it would be the last.
            return new Kept("the holder list is not full");
        }
        return holders.contains(self) ? new Kept("this node is listed") : new Asking(List.copyOf(holders));
    }

    /** Not dropped this time. The copy is not sealed, and the next look begins anew. */
    record Kept(String reason) implements Retirement {}

    /** Ask every listed holder: are you unsealed, and is my set durable with you? The own copy is not sealed. */
    record Asking(List<String> holders) implements Retirement {
        /** @param yes by holder, what it said. One that said nothing has said no. */
        public Retirement answered(Map<String, Boolean> yes, List<String> holdersNow) {
            String reason = reasonAgainst(holders, yes, holdersNow);
            return reason == null ? new MaySeal(holders) : new Kept(reason);
        }
    }

    /** Seal the copy now: it takes no claims from here on, and still serves reads and pulls. */
    record MaySeal(List<String> holders) implements Retirement {
        public AskingAgain sealed() {
            return new AskingAgain(holders);
        }
    }

    /** Ask the same again, with the set as it was sealed: claims may have come in since the first question. */
    record AskingAgain(List<String> holders) implements Retirement {
        /** @param yes by holder, what it said to the second question */
        public Retirement answered(Map<String, Boolean> yes, List<String> holdersNow) {
            String reason = reasonAgainst(holders, yes, holdersNow);
            return reason == null ? new MayDrop(holders) : new MustUnseal(reason);
        }
    }

    /**
     * Forget that the copy was filled and what it was compared with, and move it to the trash. A node that becomes a
     * holder again must not call the next copy filled for what was true of this one.
     */
    record MayDrop(List<String> holders) implements Retirement {
        /**
         * It could not be dropped just then: a claim was on its way to it when it was sealed, or it is being written.
         * It stays sealed, so that nothing more comes, and the holders are asked about what is in it now.
         */
        public AskingAgain notYet() {
            return new AskingAgain(holders);
        }
    }

    /** Let the copy take claims again. */
    record MustUnseal(String reason) implements Retirement {
        public Kept unsealed() {
            return new Kept(reason);
        }
    }

    /** Null if nothing speaks against the next step. */
    private static String reasonAgainst(List<String> holders, Map<String, Boolean> yes, List<String> holdersNow) {
        if (!holdersNow.equals(holders)) {
            // Who was asked may be no holder any more, and this node may be one.
            return "the holder list has changed";
        }
        return holders.stream()
                .filter(node -> !yes.getOrDefault(node, false))
                .findFirst()
                .map(node -> "holder " + node + " did not say that it has everything")
                .orElse(null);
    }

    /**
     * What a holder answers when it is asked. The facts that came with the question are known to it by now.
     *
     * @param holders the list as the asked node knows it
     * @param isSealed whether its own copy is about to be dropped
     * @param hasAll whether all records of the other copy are durable here
     */
    static boolean holderSaysYes(String self, List<String> holders, Members members, boolean isSealed, boolean hasAll) {
        return members.isMember(self) && holders.contains(self) && !isSealed && hasAll;
    }
}
