package io.stemedb.web.direct;

import jakarta.servlet.ServletRequest;
import java.io.IOException;

/** How a call ends whose answer could not be written to its end. */
public final class Ending {
    /** Under this the edge of the node has put what closes the connection. */
    private static final String CLOSE = "io.stemedb.close";

    /**
     * Under this a call puts what gives back the memory that its answer was given, to be run when the call has ended.
     */
    public static final String MEMORY = "io.stemedb.memory";

    private static final String SLOW = Ending.class.getName();

    private Ending() {}

    /**
     * Closes the connection: what was announced will not come, and a client that has not gone should not wait for it.
     */
    public static void cutOff(ServletRequest request, IOException why) {
        if (why instanceof SlowReaderException) {
            request.setAttribute(SLOW, true);
        }
        if (request.getAttribute(CLOSE) instanceof Runnable close) {
            close.run();
        }
    }

    /** Whether the call was cut off because its client did not read. */
    public static boolean wasSlow(ServletRequest request) {
        return request.getAttribute(SLOW) != null;
    }
}
