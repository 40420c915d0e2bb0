package io.stemedb.web.call;

import io.stemedb.web.direct.Ending;
import io.stemedb.web.direct.LateReply;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.problem.ProblemServlet;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.CancelledKeyException;

/**
 * Counts and times each request, and ends it quietly if the client has gone. Stands before all other filters
 * ({@code web.xml}).
 */
public class CallFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final long READ_IN_VAIN = 32L << 20;

    private final transient CallMetrics metrics;

    @Inject
    public CallFilter(CallMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException {
        Call call = Call.of(request.getMethod(), request.getRequestURI());
        long started = System.nanoTime();
        HttpServletRequest asked = ContinuingRequest.of(request);
        try {
            pass(call, asked, response, chain);
            if (response.getStatus() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE
                    && !ContinuingRequest.isWaiting(asked)) {
                answerFirst(request, response);
            }
        } catch (IOException | CancelledKeyException e) {
            // The client has gone: there is nobody to tell, and it is no fault of ours.
        } finally {
            LateReply late = LateReply.of(request);
            if (late == null) {
                ended(call, started, request, response);
            } else {
                late.whenEnded(() -> ended(call, started, request, response));
            }
        }
    }

    private static void pass(Call call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        HttpServletRequest asked = AskedRequest.of(request, AnswerTypes.of(call, path));
        if (AskedRequest.takesNothing(asked) && AnswerTypes.ofTheServer(path).length > 0) {
            ProblemServlet.send(response, Problem.ofStatus(HttpServletResponse.SC_NOT_ACCEPTABLE, asked));
            return;
        }
        chain.doFilter(asked, call.direct() ? response : new ForgivingResponse(request, response));
    }

    private void ended(Call call, long started, HttpServletRequest request, HttpServletResponse response) {
        giveBack(request);
        if (Ending.wasSlow(request)) {
            metrics.cutOff();
        }
        metrics.ended(call, response.getStatus(), System.nanoTime() - started);
    }

    /** The answer is out, or never will be: the memory that it was given is free. */
    private static void giveBack(HttpServletRequest request) {
        if (request.getAttribute(Ending.MEMORY) instanceof Runnable givenBack) {
            givenBack.run();
        }
    }

    /**
     * Who listens while he sends learns at once that he can stop. Many clients listen only once they have sent
     * everything, so some of what is too much is read after all; closing on them would take the answer away.
     */
    private static void answerFirst(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.flushBuffer();
        InputStream in = request.getInputStream();
        byte[] nothing = new byte[8 * 1024];
        long passed = 0;
        for (int read = in.read(nothing); read >= 0 && passed < READ_IN_VAIN; read = in.read(nothing)) {
            passed += read;
        }
    }
}
