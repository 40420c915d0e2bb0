package io.stemedb.console.page;

import io.stemedb.console.page.Paths.Way;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Stands before every page: refuses what is none, and shows a plain page if one fails. Declared in
 * {@code web-fragment.xml}.
 */
public class ConsoleFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(ConsoleFilter.class.getName());

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Headers.set(response);
        String root = request.getContextPath() + request.getServletPath() + "/";
        Way way = Paths.way(request.getMethod(), request.getPathInfo(), request.getParameter("ln"));
        if (way instanceof Way.ToRoot) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", root);
            response.setContentLength(0);
        } else if (way instanceof Way.Refused refused) {
            ErrorPage.send(response, refused.status(), root);
        } else if (way instanceof Way.Page page) {
            response.setHeader("Cache-Control", "no-store");
            show(new PageRequest(request, page.view()), response, chain, root);
        } else {
            show(request, response, chain, root);
        }
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String root)
            throws IOException {
        CaughtResponse caught = new CaughtResponse(response);
        try {
            chain.doFilter(request, caught);
        } catch (ServletException | RuntimeException failed) {
            LOGGER.log(System.Logger.Level.ERROR, "a page of the console failed", failed);
            caught.fail();
        }
        if (caught.status() >= 400 && !response.isCommitted()) {
            response.resetBuffer();
            ErrorPage.send(response, caught.status(), root);
        }
    }

    /** The same request, as if it had named the file of its page. */
    private static final class PageRequest extends HttpServletRequestWrapper {
        private final String view;

        PageRequest(HttpServletRequest request, String view) {
            super(request);
            this.view = view;
        }

        @Override
        public String getPathInfo() {
            return view;
        }
    }
}
