package io.stemedb.console.page;

import io.stemedb.console.page.Paths.Way;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Stands before every page: refuses what is none, hands forms on, and shows a plain page if one fails. Declared in
 * {@code web-fragment.xml}.
 */
public class ConsoleFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(ConsoleFilter.class.getName());

    private static final int REFUSALS = 400;

    private final transient Changes changes;

    @Inject
    public ConsoleFilter(Changes changes) {
        this.changes = changes;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Headers.set(response);
        String root = request.getContextPath() + request.getServletPath() + "/";
        String path = request.getPathInfo();
        Way way = Paths.way(request.getMethod(), path, request.getParameter("ln"), changes::knows);
        if (way instanceof Way.ToRoot) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", root);
            response.setContentLength(0);
        } else if (way instanceof Way.Refused refused) {
            ErrorPage.send(response, refused.status(), root);
        } else if (way instanceof Way.Page page) {
            show(request, response, chain, root, page);
        } else if (way instanceof Way.Post) {
            post(request, response, chain, root);
        } else {
            pass(request, response, chain, root);
        }
    }

    private void show(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, String root, Way.Page page)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Asked.of(request, request.getPathInfo(), page.id());
        if (page.hasForm()) {
            request.setAttribute(Asked.CSRF, Csrf.of(request, response));
        }
        pass(new PageRequest(request, page.view()), response, chain, root);
    }

    /** What was refused is shown with its form, under the status of the refusal. */
    private void post(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String root)
            throws IOException {
        request.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        if (!Csrf.isOurs(request)) {
            ErrorPage.send(response, HttpServletResponse.SC_FORBIDDEN, root);
            return;
        }
        Asked.of(request, request.getPathInfo(), "");
        changes.post(request, response, request.getPathInfo());
        if (response.getStatus() >= REFUSALS || request.getAttribute(Asked.MADE) != null) {
            int status = response.getStatus();
            Way page = Paths.way("GET", request.getPathInfo(), null, changes::knows);
            if (page instanceof Way.Page shown) {
                request.setAttribute(Asked.CSRF, Csrf.of(request, response));
                chain(new PageRequest(request, shown.view()), new StatusResponse(response, status), chain, root);
            }
        }
    }

    private static void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String root)
            throws IOException {
        CaughtResponse caught = new CaughtResponse(response);
        chain(request, caught, chain, root);
        if (caught.status() >= REFUSALS && !response.isCommitted()) {
            response.resetBuffer();
            ErrorPage.send(response, caught.status(), root);
        }
    }

    private static void chain(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String root)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failed) {
            LOGGER.log(System.Logger.Level.ERROR, "a page of the console failed", failed);
            if (response instanceof CaughtResponse caught) {
                caught.fail();
            } else if (!response.isCommitted()) {
                response.resetBuffer();
                ErrorPage.send(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, root);
            }
        }
    }

    /** The same request, as if it had asked for the file of its page. */
    private static final class PageRequest extends HttpServletRequestWrapper {
        private final String view;

        PageRequest(HttpServletRequest request, String view) {
            super(request);
            this.view = view;
        }

        @Override
        public String getMethod() {
            return super.getMethod().equals("POST") ? "GET" : super.getMethod();
        }

        @Override
        public String getPathInfo() {
            return view;
        }
    }
}
