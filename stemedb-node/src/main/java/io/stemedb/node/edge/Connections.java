package io.stemedb.node.edge;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections each port has, and which more are let in. The gateway's port has some of its own, so that
 * operators get through when clients fill the API. Of those beyond the bound a few are kept for a moment, to be
 * answered in order; the rest are turned away at once.
 *
 * @param <C> what a connection is
 */
final class Connections<C> {
    /** Of each port, at a time. */
    static final int MOST_TO_BE_TOLD = 32;

    private static final int LEAST_OF_GATEWAY = 16;
    private static final int LEAST = 16;
    private static final int MOST = 1 << 24;

    /** What becomes of a new connection. */
    enum Entry {
        TAKEN,
        TO_BE_TOLD,
        TURNED_AWAY
    }

    private static final class Port<C> {
        private final int most;
        private final Set<C> taken = ConcurrentHashMap.newKeySet();
        private final Set<C> beyond = ConcurrentHashMap.newKeySet();

        Port(int most) {
            this.most = most;
        }

        /** One at a time, as connections are accepted: otherwise two could take the last place. */
        synchronized Entry open(C connection) {
            if (taken.size() < most) {
                taken.add(connection);
                return Entry.TAKEN;
            }
            if (beyond.size() < MOST_TO_BE_TOLD) {
                beyond.add(connection);
                return Entry.TO_BE_TOLD;
            }
            return Entry.TURNED_AWAY;
        }

        void gone(C connection) {
            taken.remove(connection);
            beyond.remove(connection);
        }
    }

    private final Port<C> api;
    private final Port<C> gateway;

    /** @param most of the API's port */
    Connections(int most) {
        this.api = new Port<>(most);
        this.gateway = new Port<>(ofGateway(most));
    }

    /** How many connections the gateway's port takes beside so many of the API's. */
    static int ofGateway(int most) {
        return Math.max(LEAST_OF_GATEWAY, most / 8);
    }

    /** How many connections are open at most, those that are being refused among them. */
    static long inAll(int most) {
        return (long) most + ofGateway(most) + 2L * MOST_TO_BE_TOLD;
    }

    /** The most for the API with which no more than so many connections are open in all; some, however few that is. */
    static int within(long all) {
        int most = (int) Math.min(MOST, Math.max(LEAST, all - 2L * MOST_TO_BE_TOLD));
        int ofTheApi = Math.min(most - LEAST_OF_GATEWAY, (int) (most * 8L / 9));
        return Math.max(LEAST, ofTheApi);
    }

    Entry open(C connection, boolean ofGateway) {
        return (ofGateway ? gateway : api).open(connection);
    }

    void gone(C connection) {
        api.gone(connection);
        gateway.gone(connection);
    }

    /** Whether a connection is open only to be told that there are too many. */
    boolean isBeyond(C connection) {
        return !api.beyond.isEmpty() && api.beyond.contains(connection)
                || !gateway.beyond.isEmpty() && gateway.beyond.contains(connection);
    }

    EdgeProblem refusal() {
        return EdgeProblem.tooManyConnections(
                "this port has as many connections as it takes: " + api.most + " of the API, " + gateway.most
                        + " of the gateway (limits.connections)",
                "close connections that rest, and try again in a second");
    }
}
