package io.stemedb.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.cluster.node.Access;
import io.stemedb.cluster.node.SameCall;
import io.stemedb.refusal.Refusal;
import io.stemedb.web.access.Door.Verdict;
import io.stemedb.web.direct.LateReply;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.problem.ProblemServlet;
import io.stemedb.web.request.Admission;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * Holds every request to the role that its call needs, and has those of operators put on record. Stands before all
 * other filters but the one that counts ({@code web.xml}).
 */
public class AccessFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /**
     * Under this the launcher in this process leaves a secret for as long as it makes the first calls of the node; it
     * has no token.
     */
    private static final String LAUNCHER = "stemedb.node.launcher";

    private static final String LAUNCHER_HEADER = "StemeDB-Launcher";
    private static final String AUTHORIZATION = "Authorization";
    private static final Problem FOREIGN =
            Problem.of(Refusal.FORBIDDEN, "this form was sent by a page of another site", null);

    private final transient Access access;
    private final transient AuditTrail trail;
    private final transient AccessTable table;

    @Inject
    public AccessFilter(Access access, AuditTrail trail) {
        this.access = access;
        this.trail = trail;
        this.table = new AccessTable(access.areMetricsOpen());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Need need = table.of(request.getMethod(), request.getRequestURI());
        if (isLauncher(request)) {
            chain.doFilter(request, response);
        } else if (request.getMethod().equals("POST") && isLogin(request)) {
            logIn(request, response);
        } else if (need != Need.OPEN && access.asksForTokens(isForwarded(request))) {
            letIn(request, response, chain, need);
        } else {
            if (need != Need.OPEN) {
                know(request, judge(need, sent(request)));
            }
            goOn(request, response, chain, need);
        }
    }

    private void letIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Need need)
            throws IOException, ServletException {
        // By what was sent: what is asked later may be asked when the request is no longer this one.
        String sent = sent(request);
        Verdict verdict = judge(need, sent);
        if (verdict.refusal() != null) {
            refuse(request, response, verdict, sent != null);
            return;
        }
        verdict.caller().isThatOf(request);
        Admission.rests(request, () -> judge(need, sent).refusal() == null);
        goOn(request, response, chain, need);
    }

    private void goOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Need need)
            throws IOException, ServletException {
        HttpServletRequest known = isPage(request) ? new KnownRequest(request, Caller.of(request)) : request;
        if (need == Need.OPERATOR && changes(request.getMethod())) {
            onRecord(known, response, chain);
        } else {
            chain.doFilter(known, response);
        }
    }

    private static boolean isLogin(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(Login.PATH) || path.equals(Login.OUT);
    }

    private void logIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Login.isFromHere(request)) {
            ProblemServlet.send(response, FOREIGN);
        } else if (request.getRequestURI().equals(Login.OUT)) {
            Login.farewell(request, response);
        } else {
            String token = String.valueOf(request.getParameter("token")).strip();
            Verdict verdict = judge(Need.READER, "Bearer " + token);
            if (verdict.refusal() == null) {
                Login.welcome(request, response, token);
            } else {
                Login.ask(response, request.getParameter("next"), "unknown");
                trail.refused(request, Caller.NONE, HttpServletResponse.SC_UNAUTHORIZED);
            }
        }
    }

    /** What a call sends to be let in: a header, or from a page a cookie; null if nothing. */
    private static String sent(HttpServletRequest request) {
        String header = request.getHeader(AUTHORIZATION);
        return isPage(request) ? Login.authorization(request, header) : header;
    }

    private static boolean isForwarded(HttpServletRequest request) {
        return Door.isForwarded(name -> request.getHeader(name) != null);
    }

    private static boolean changes(String method) {
        return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
    }

    private static boolean isLauncher(HttpServletRequest request) {
        String secret = System.getProperty(LAUNCHER);
        String sent = secret == null ? null : request.getHeader(LAUNCHER_HEADER);
        return sent != null && MessageDigest.isEqual(secret.getBytes(UTF_8), sent.getBytes(UTF_8));
    }

    private Verdict judge(Need need, String authorization) {
        return Door.judge(access.tokens(), need.role(), authorization, Instant.now());
    }

    /** Nobody is asked who he is, but whoever says it is known: on an open node tokens are for operators alone. */
    private static void know(HttpServletRequest request, Verdict verdict) {
        if (!verdict.caller().equals(Caller.NONE)) {
            verdict.caller().isThatOf(request);
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith(AccessTable.PAGES) || path.equals("/console");
    }

    private static boolean isShown(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Verdict verdict, boolean wasSent)
            throws IOException {
        Problem problem = verdict.refusal();
        boolean isUnknown = problem.status() == HttpServletResponse.SC_UNAUTHORIZED;
        if (isPage(request) && isShown(request)) {
            Login.ask(response, page(request), isUnknown ? wasSent ? "ended" : "" : "forbidden");
        } else {
            if (isUnknown) {
                response.setHeader("WWW-Authenticate", "Bearer");
            }
            ProblemServlet.send(response, problem);
        }
        if (!isPage(request) || wasSent) { // to be sent to the form is no refusal
            trail.refused(request, verdict.caller(), problem.status());
        }
    }

    /** Where to go on after a login: what was to be changed is looked at again first. */
    private static String page(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : '?' + query);
    }

    private void onRecord(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        NotedRequest noted = new NotedRequest(request);
        Asked asked = Asked.of(request, Caller.of(request));
        try {
            chain.doFilter(noted, response);
        } finally {
            LateReply late = LateReply.of(request);
            String made = AuditTrail.about(request);
            SameCall same = AuditTrail.same(request);
            if (late == null) {
                trail.done(asked, noted.body(), same, made, response);
            } else {
                late.whenEnded(() -> trail.done(asked, noted.body(), same, made, response));
            }
        }
    }
}
