package io.stemedb.node;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many files and connections the system lets this process have open at a time.
 *
 * @param most {@code ulimit -n}; the JVM raises it to the hard limit by itself
 */
record Descriptors(long most) {
    /** Of the server and a small store, and what flush, merge, backup and archive need at a time. */
    private static final long LEAST_FOR_FILES = 192;

    static Descriptors ofThisProcess() {
        return new Descriptors(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        ? system.getMaxFileDescriptorCount()
                        : Long.MAX_VALUE);
    }

    /** A large store has more files: a quarter of all is theirs. */
    long forConnections() {
        return most - Math.max(LEAST_FOR_FILES, most / 4);
    }

    /** What to say about a bound on connections that had to be lowered. */
    String tooFew(int wanted, int taken) {
        return "this process may open " + most + " files and connections, too few for limits.connections = " + wanted
                + ": the API takes " + taken + " connections at a time; raise the limit (ulimit -n, or LimitNOFILE of a"
                + " unit) or lower limits.connections";
    }
}
