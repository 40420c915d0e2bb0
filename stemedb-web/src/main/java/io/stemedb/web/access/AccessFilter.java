package io.stemedb.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.cluster.node.Access;
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
    private static final String PAGES = "/console";

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
            return;
        }
        if (need != Need.OPEN && access.asksForTokens(isForwarded(request))) {
            Verdict verdict = judge(request, need);
            if (verdict.refusal() != null) {
                refuse(request, response, verdict);
                return;
            }
            verdict.caller().isThatOf(request);
            // By the header: what is asked later may be asked when the request is no longer this one.
            String sent = request.getHeader(AUTHORIZATION);
            boolean isPage = isPage(request);
            Admission.rests(request, () -> judge(need, sent, isPage).refusal() == null);
        } else if (need != Need.OPEN) {
            know(request, judge(request, need));
        }
        if (need == Need.OPERATOR && changes(request.getMethod())) {
            onRecord(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
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

    private Verdict judge(HttpServletRequest request, Need need) {
        return judge(need, request.getHeader(AUTHORIZATION), isPage(request));
    }

    private Verdict judge(Need need, String authorization, boolean isPage) {
        return Door.judge(access.tokens(), need.role(), authorization, isPage, Instant.now());
    }

    /** Nobody is asked who he is, but whoever says it is known: on an open node tokens are for operators alone. */
    private static void know(HttpServletRequest request, Verdict verdict) {
        if (!verdict.caller().equals(Caller.NONE)) {
            verdict.caller().isThatOf(request);
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith(PAGES) && (path.length() == PAGES.length() || path.charAt(PAGES.length()) == '/');
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Verdict verdict) throws IOException {
        Problem problem = verdict.refusal();
        boolean isUnknown = problem.status() == HttpServletResponse.SC_UNAUTHORIZED;
        if (isUnknown) {
            response.setHeader("WWW-Authenticate", isPage(request) ? "Basic realm=\"StemeDB\"" : "Bearer");
        }
        if (isUnknown && isPage(request)) {
            LoginPage.send(response);
        } else {
            ProblemServlet.send(response, problem);
        }
        trail.refused(request, verdict.caller(), problem.status());
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
            if (late == null) {
                trail.done(asked, noted.body(), made, response);
            } else {
                late.whenEnded(() -> trail.done(asked, noted.body(), made, response));
            }
        }
    }
}
