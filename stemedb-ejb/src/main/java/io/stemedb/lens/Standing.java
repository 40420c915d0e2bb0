package io.stemedb.lens;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Times;
import io.stemedb.json.CanonicalJson;
import java.math.BigDecimal;

/**
 * How one value stands before a lens.
 *
 * @param champion the claim that speaks for the value: the newest, under authority the newest of the most trusted
 *     source
 * @param authority of the champion's source, in millionths
 */
record Standing(ValueTally tally, Recorded champion, int authority) {

    CanonicalJson score(Lens lens) {
        return CanonicalJson.ofCanonical(
                switch (lens) {
                    case RECENCY -> '"' + time(assertedAt()) + '"';
                    case CONSENSUS, ALL -> decimal(tally.support());
                    case AUTHORITY -> decimal(authority);
                });
    }

    /** The first rule by which the winner was ahead, with both sides of it. */
    String whyBehind(Standing winner, Lens lens) {
        return switch (lens) {
            case RECENCY -> older(winner, "");
            case CONSENSUS -> lessSupported(winner);
            case AUTHORITY ->
                authority < winner.authority
                        ? "authority " + decimal(authority) + " against " + decimal(winner.authority)
                        : older(winner, "equal authority " + decimal(authority) + "; ");
            case ALL -> "the lens all chooses no value";
        };
    }

    private String lessSupported(Standing winner) {
        if (tally.support() < winner.tally.support()) {
            return "support " + decimal(tally.support()) + " against " + decimal(winner.tally.support());
        }
        String equal = "equal support " + decimal(tally.support());
        return assertedAt() < winner.assertedAt()
                ? equal + "; " + asserted(winner)
                : equal + ", asserted at the same time; its value sorts after the winner's";
    }

    private String older(Standing winner, String so) {
        if (assertedAt() < winner.assertedAt()) {
            return so + asserted(winner);
        }
        return champion.recordedAt() < winner.champion.recordedAt()
                ? so + "asserted at the same time; recorded " + time(champion.recordedAt()) + ", the winner "
                        + time(winner.champion.recordedAt())
                : so + "asserted and recorded at the same time; its id sorts after the winner's";
    }

    private String asserted(Standing winner) {
        return "asserted " + time(assertedAt()) + ", the winner " + time(winner.assertedAt());
    }

    private long assertedAt() {
        return champion.assertion().assertedAt();
    }

    private static String time(long micros) {
        return Times.format(micros);
    }

    private static String decimal(long millionths) {
        return BigDecimal.valueOf(millionths, 6).stripTrailingZeros().toPlainString();
    }
}
