package io.stemedb.console.page;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;

/**
 * Serves the pages by Faces, which it sets up with the first page that is asked for: on most nodes that is never, and
 * the set-up takes half a second and some 70 MB of garbage. A set-up that failed is tried again with the next page.
 *
 * <p>A server sets Faces up at its start if any class of an application refers to Faces. So none does: what is needed
 * of it is found by name. Declared in {@code web-fragment.xml}.
 */
public class PagesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String FACES = "jakarta.faces.webapp.FacesServlet";

    /** The server's own set-up of Faces, which is to be told that an application has started. */
    private static final String SET_UP = "com.sun.faces.config.ConfigureListener";

    /** Under this it looks for the servlet that stands for Faces, and does nothing if there is none. */
    private static final String REGISTRATION = "com.sun.faces.FacesServletRegistration";

    private transient ServletContextListener setUp;
    private transient volatile Servlet pages;

    @Override
    public void service(ServletRequest request, ServletResponse response) throws IOException, ServletException {
        Servlet ready = pages;
        (ready == null ? setUp() : ready).service(request, response);
    }

    private synchronized Servlet setUp() throws ServletException {
        if (pages == null) {
            ServletContext context = getServletContext();
            context.setAttribute(REGISTRATION, context.getServletRegistration(getServletName()));
            ServletContextListener listener = byName(SET_UP, ServletContextListener.class);
            listener.contextInitialized(new ServletContextEvent(context));
            setUp = listener;
            Servlet servlet = byName(FACES, Servlet.class);
            servlet.init(getServletConfig());
            pages = servlet;
        }
        return pages;
    }

    private static <T> T byName(String name, Class<T> type) throws ServletException {
        try {
            return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException otherServer) {
            throw new ServletException("this server's Faces cannot be set up: it lacks " + name, otherServer);
        }
    }

    @Override
    public synchronized void destroy() {
        if (pages != null) {
            pages.destroy();
        }
        if (setUp != null) {
            setUp.contextDestroyed(new ServletContextEvent(getServletContext()));
        }
    }
}
