package io.stemedb.console.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where forms that change something are sent. */
public interface Changes {
    /** Whether a change can be made at a path below the console's root. */
    boolean knows(String path);

    /**
     * Makes it. What is refused leaves an answer with a status of 400 or more and without a body: the form is shown
     * again then.
     */
    void post(HttpServletRequest request, HttpServletResponse response, String path) throws IOException;
}
