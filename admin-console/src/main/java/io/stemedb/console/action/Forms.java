package io.stemedb.console.action;

import io.stemedb.access.Role;
import io.stemedb.cluster.node.SameCall;
import io.stemedb.console.action.Desk.Ended;
import io.stemedb.console.data.AssertForm;
import io.stemedb.console.document.Document;
import io.stemedb.console.page.Asked;
import io.stemedb.console.page.Changes;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Takes the forms of changes: each is carried out, put on record as the call that does the same, and followed. */
@ApplicationScoped
public class Forms implements Changes {
    /** Where claims are written by hand; whoever writes them needs no more than that role. */
    private static final String EXPLORE = "/explore";

    private final Desk desk;
    private final AssertForm claims;

    protected Forms() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public Forms(Desk desk, AssertForm claims) {
        this.desk = desk;
        this.claims = claims;
    }

    @Override
    public boolean knows(String path) {
        return path.equals(EXPLORE) || Act.at(path).isPresent();
    }

    @Override
    public void post(HttpServletRequest request, HttpServletResponse response, String path) {
        try {
            if (path.equals(EXPLORE)) {
                String id = claims.write(request::getParameter);
                redirect(request, response, EXPLORE + "?written=" + id + "&path=" + part(request.getParameter("path")));
            } else {
                change(request, response, path);
            }
        } catch (StemeException refused) {
            request.setAttribute(Asked.REFUSED, Document.words(refused));
            response.setStatus(status(refused.refusal()));
        }
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void change(HttpServletRequest request, HttpServletResponse response, String path) {
        Act.Found found = Act.at(path).orElseThrow();
        Form form = Form.of(found.act(), found.id(), request::getParameter);
        try {
            Ended ended = desk.carryOut(form, who(request), role(request));
            record(request, form, ended);
            if (ended instanceof Ended.Made made) {
                request.setAttribute(Asked.MADE, made.secret());
            } else {
                redirect(request, response, ended instanceof Ended.Began began ? "/tasks/" + began.task() : back(form));
            }
        } catch (StemeException refused) {
            record(request, form, new Ended.Over());
            throw refused;
        }
    }

    /** Where to look after a change that needs no more time. */
    private static String back(Form form) {
        return switch (form.act()) {
            case REVOKE_TOKEN -> "/tokens";
            case FORGET_SEED -> "/";
            default -> "/tasks";
        };
    }

    private static void redirect(HttpServletRequest request, HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + request.getServletPath() + path);
        response.setContentLength(0);
    }

    private static void record(HttpServletRequest request, Form form, Ended ended) {
        Map<String, String> fields = new TreeMap<>(form.said());
        if (ended instanceof Ended.Made made) {
            fields.put("made", made.id());
        }
        String task = ended instanceof Ended.Began began ? began.task() : null;
        request.setAttribute(SameCall.ATTRIBUTE, new SameCall(form.method(), form.path(), fields, task));
    }

    private static String who(HttpServletRequest request) {
        String who = Asked.text(request, Asked.WHO);
        return who.isEmpty() ? "anyone" : who;
    }

    private static Role role(HttpServletRequest request) {
        return Role.of(Asked.text(request, Asked.ROLE)).orElse(null);
    }

    /** As the call that does the same would answer. */
    static int status(Refusal refusal) {
        return switch (refusal) {
            case UNSAFE -> HttpServletResponse.SC_CONFLICT;
            case FORBIDDEN -> HttpServletResponse.SC_FORBIDDEN;
            case UNKNOWN_PATH, UNKNOWN_TASK, UNKNOWN_TOKEN, UNKNOWN_SHARD -> HttpServletResponse.SC_NOT_FOUND;
            case STARTING, REPLICAS_UNREACHABLE, READ_ONLY, DISK_FULL, SHARD_UNAVAILABLE ->
                HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            default -> HttpServletResponse.SC_BAD_REQUEST;
        };
    }
}
