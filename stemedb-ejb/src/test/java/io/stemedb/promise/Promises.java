package io.stemedb.promise;

import io.stemedb.promise.Read.Require;
import io.stemedb.promise.Read.Shown;
import io.stemedb.promise.Violation.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Judges what clients saw by what they were promised. Of two things of which one began before the other had ended,
 * nothing is said: so what is under way when an answer is asked for may be in it or not.
 */
public final class Promises {
    /** What an answer that calls itself complete may lack has been acknowledged later than so long before it. */
    public static final long FRESH_NANOS = 3_000_000_000L;

    private static final double NANOS_OF_A_MILLI = 1e6;

    private final WrittenContents written;
    private final Names names = new Names();
    private final List<Violation> violations = new ArrayList<>();

    private Promises(ClientHistory history) {
        written = WrittenContents.of(history.writes());
    }

    /** The promises that were broken; none is good. */
    public static List<Violation> judge(ClientHistory history) {
        Promises promises = new Promises(history);
        history.writes().stream().filter(Write::isAcknowledged).forEach(promises::judgeName);
        Stream.concat(history.reads().stream(), history.inTheEnd().stream())
                .filter(read -> read.answer().given())
                .forEach(promises::judge);
        promises.judgeTheEnd(history.inTheEnd());
        return List.copyOf(promises.violations);
    }

    private void judgeName(Write write) {
        names.conflict(write.said(), write.id())
                .ifPresent(other -> broken(
                        Rule.ONE_ID_FOR_ONE_CONTENT,
                        write.node() + " at " + millis(write.ended()) + " calls " + write.said() + " " + write.id()
                                + ", and there was " + other));
    }

    private void judge(Read read) {
        Set<Said> shown = new HashSet<>();
        for (Shown one : read.answer().shown()) {
            if (!shown.add(one.said())) {
                broken(Rule.NOTHING_IS_SHOWN_TWICE, asked(read) + " shows twice " + one);
            }
            judge(read, one);
        }
        for (Said owed : read.covered()) {
            if (read.asksFor(owed.path()) && !shown.contains(owed)) {
                broken(Rule.TOKENS_ARE_KEPT, asked(read) + " was sent the token of " + owed + " and lacks it");
            }
        }
        written.of(read).filter(one -> !shown.contains(one.said())).forEach(missing -> judgeMissing(read, missing));
    }

    private void judge(Read read, Shown one) {
        names.conflict(one.said(), one.id())
                .ifPresent(other -> broken(
                        Rule.ONE_ID_FOR_ONE_CONTENT, asked(read) + " shows " + one + ", and there was " + other));
        WrittenContents.Content content = written.of(one.said());
        if (content == null || content.sent() > read.ended()) {
            broken(Rule.NOTHING_IS_SHOWN_THAT_NOBODY_SENT, asked(read) + " shows " + one);
        } else if (content.isRefused()) {
            broken(Rule.WHAT_WAS_REFUSED_IS_NOWHERE, asked(read) + " shows " + one);
        }
    }

    private void judgeMissing(Read read, WrittenContents.Content missing) {
        boolean required = read.require() != Require.NOTHING;
        if (required && missing.atQuorum() < read.begun()) {
            lacks(Rule.REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE, read, missing, missing.atQuorum());
        } else if (read.require() == Require.ALL && missing.acknowledged() < read.begun()) {
            lacks(Rule.REQUIRED_ALL_HAS_WHAT_ONE_DISK_HAS, read, missing, missing.acknowledged());
        } else if (read.answer().complete() && read.begun() - missing.atQuorum() > FRESH_NANOS) {
            lacks(Rule.COMPLETE_ANSWERS_HAVE_WHAT_IS_3_S_OLD, read, missing, missing.atQuorum());
        }
    }

    private void lacks(Rule rule, Read read, WrittenContents.Content missing, long since) {
        broken(
                rule,
                asked(read) + " lacks " + missing.said() + ", which was acknowledged " + millis(read.begun() - since)
                        + " before");
    }

    private void judgeTheEnd(List<Read> reads) {
        Map<String, Read> first = new HashMap<>();
        for (Read read : reads) {
            if (!read.answer().given()) {
                broken(
                        Rule.ALL_NODES_ARE_ALIKE_IN_THE_END,
                        asked(read) + " does not answer: " + read.answer().why());
                continue;
            }
            Read other = first.putIfAbsent(read.scope(), read);
            if (other != null) {
                Set<String> here = lines(read);
                Set<String> there = lines(other);
                difference(read, here, there);
                difference(other, there, here);
            }
        }
    }

    private void difference(Read read, Set<String> here, Set<String> there) {
        for (String line : here) {
            if (!there.contains(line)) {
                broken(Rule.ALL_NODES_ARE_ALIKE_IN_THE_END, asked(read) + " alone shows " + line);
            }
        }
    }

    private static Set<String> lines(Read read) {
        Set<String> lines = new TreeSet<>();
        read.answer().shown().forEach(one -> lines.add(one.toString()));
        return lines;
    }

    private static String asked(Read read) {
        String how = read.require() == Require.NOTHING
                ? read.answer().complete() ? " (complete)" : ""
                : " (require " + read.require() + ")";
        return read.node() + ", asked at " + millis(read.begun()) + " for " + read.scope() + how + ",";
    }

    private static String millis(long nanos) {
        return nanos / NANOS_OF_A_MILLI + " ms";
    }

    private void broken(Rule rule, String what) {
        violations.add(new Violation(rule, what));
    }
}
