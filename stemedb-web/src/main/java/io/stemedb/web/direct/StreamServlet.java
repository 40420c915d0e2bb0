package io.stemedb.web.direct;

import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.problem.ProblemServlet;
import io.stemedb.web.request.Accept;
import io.stemedb.web.request.Admission;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;

/**
 * A call that is answered with a stream of any length. The status goes out before the stream begins, so what goes wrong
 * later is the stream's last word. A client that goes away ends it: JAX-RS would not let it know.
 */
public abstract class StreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(StreamServlet.class.getName());

    private final String method;
    private final String[] mediaTypes;

    /**
     * Makes the servlet.
     *
     * @param method the one method it takes, beside {@code OPTIONS} and for {@code GET} also {@code HEAD}
     * @param mediaTypes the answer can be had in; the first one if the client does not care
     */
    protected StreamServlet(String method, String... mediaTypes) {
        this.method = method;
        this.mediaTypes = mediaTypes;
    }

    /** What is sent once the status is. */
    @FunctionalInterface
    public interface Content {
        /** Writes and flushes as it goes. A refusal thrown here is written by {@link #refused}. */
        void writeTo(OutputStream out) throws IOException;

        /** Says in headers what is known before the stream begins. */
        default void headers(HttpServletResponse response) {}
    }

    /**
     * Checks the call, and refuses it by a {@link StemeException}; what it returns answers in the media type asked for.
     */
    protected abstract Content open(HttpServletRequest request, String mediaType) throws IOException;

    /** Adds what the stream's readers or those between need to know. */
    protected void headers(HttpServletResponse response) {
        // nothing, for most
    }

    /** Writes what is told when the stream cannot go on. */
    protected void refused(Problem problem, OutputStream out) throws IOException {
        JsonWriter line = new JsonWriter();
        problem.write(line);
        line.newLine().writeTo(out);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            answer(request, response);
        } catch (IOException e) {
            Ending.cutOff(request, e); // There is nobody to tell, and it is no fault of ours.
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String asked = request.getMethod();
        boolean headOnly = method.equals("GET") && asked.equals("HEAD");
        String allowed = method.equals("GET") ? "GET, HEAD, OPTIONS" : "OPTIONS, " + method;
        if (headOnly || asked.equals(method)) {
            stream(request, response, headOnly);
        } else {
            Methods.tell(request, response, allowed);
        }
    }

    private void stream(HttpServletRequest request, HttpServletResponse response, boolean headOnly) throws IOException {
        try {
            String mediaType = Accept.oneOf(request, mediaTypes);
            Content content = open(request, mediaType);
            response.setContentType(mediaType);
            headers(response);
            content.headers(response);
            if (!headOnly) {
                content.writeTo(Slices.ofStream(response.getOutputStream(), Admission.of(request)::check));
            }
        } catch (StemeException refused) {
            end(response, Problem.of(refused));
        } catch (CancellationException gone) {
            throw new IOException(gone);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure", e);
            end(response, Problem.unforeseen());
        }
    }

    private void end(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            refused(problem, response.getOutputStream());
        } else {
            response.resetBuffer();
            ProblemServlet.send(response, problem);
        }
    }
}
