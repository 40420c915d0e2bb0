package io.stemedb.cluster.gateway;

import io.stemedb.cluster.member.Shown;

/** Says of a node why little is known of it. */
final class Troubles {
    static final String NO_REPORT = "it gave no report in time";

    private static final long SECOND = 1_000_000_000L;

    private Troubles() {}

    /** One line, or null if nothing is wrong. */
    static String of(Shown shown, Heard heard) {
        return switch (shown) {
            case ALIVE -> null;
            case SUSPECT -> suspect(heard);
            case DEAD -> dead(heard) + "; this is what is known of it";
        };
    }

    private static String suspect(Heard heard) {
        long seconds = heard.agoNanos() / SECOND;
        return heard.vanished() && seconds < 1
                ? "it answers, but Hazelcast does not count it: look whether its membership port can be reached"
                : "it has not answered for " + seconds + " s";
    }

    private static String dead(Heard heard) {
        if (heard.at() == null) {
            return "it has not answered since the node that you ask was started";
        }
        return heard.agoNanos() == Long.MAX_VALUE ? "it was stopped" : "it does not answer";
    }
}
