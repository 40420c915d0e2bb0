package io.stemedb.promise;

import io.stemedb.intake.Ack;

/**
 * One try to have a claim recorded. A claim that is sent again is another try.
 *
 * @param client who sent it
 * @param node which was asked
 * @param begun when it was sent: nanoseconds since the clients began, by one clock for all, which never goes back
 * @param ended when the answer was there, or nobody waited for it any longer
 * @param ack the level that was asked for
 * @param id what the claim is called, by the answer; null unless it was acknowledged
 */
public record Write(
        String client, String node, long begun, long ended, Said said, Ack ack, Outcome outcome, String id) {
    /** What the client was told. */
    public enum Outcome {
        /** It is on as many disks as were asked for. */
        ACKNOWLEDGED,
        /** Nothing was stored. */
        REFUSED,
        /** Nothing certain: no answer, or one that says so. */
        UNKNOWN
    }

    boolean isAcknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }

    boolean isAtQuorum() {
        return isAcknowledged() && ack != Ack.LEADER;
    }
}
