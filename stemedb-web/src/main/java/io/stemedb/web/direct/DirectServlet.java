package io.stemedb.web.direct;

import io.stemedb.refusal.StemeException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A {@code POST} that takes JSON and answers JSON, with nothing between the connection and the call. */
public abstract class DirectServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient DirectCall call;

    /** Makes a servlet whose replies are there within a minute, in JSON alone. */
    protected DirectServlet() {
        this(new DirectCall(Duration.ofMinutes(1), "application/json"));
    }

    /** Makes a servlet that answers by a call of its own. */
    protected DirectServlet(DirectCall call) {
        this.call = call;
    }

    /** Answers the call at once or later, or refuses it by a {@link StemeException}. */
    protected abstract CompletableFuture<Reply> post(HttpServletRequest request);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        if (request.getMethod().equals("POST")) {
            call.answer(request, response, this::post);
            return;
        }
        try {
            Methods.tell(request, response, "OPTIONS, POST");
        } catch (IOException e) {
            Ending.cutOff(request, e);
        }
    }
}
