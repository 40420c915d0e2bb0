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

    /**
     * What stands for a request while it sets up. It is released with the first page, yet remembered, and whatever is
     * taken down in its name then fails.
     */
    private static final String STAND_IN = "com.sun.faces.config.InitFacesContext";

    /** Under this it keeps which applications it has set up. */
    private static final String KEPT = "com.sun.faces.CONFIG_MANAGER_KEY";

    private final String faces;
    private final String setUpName;
    private final String standInName;
    private transient ServletContextListener setUp;
    private transient volatile Servlet pages;

    public PagesServlet() {
        this(FACES, SET_UP, STAND_IN);
    }

    /** With other classes in place of the server's. */
    PagesServlet(String faces, String setUpName, String standInName) {
        this.faces = faces;
        this.setUpName = setUpName;
        this.standInName = standInName;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws IOException, ServletException {
        Servlet ready = pages;
        if (ready == null) {
            serveFirst(request, response);
        } else {
            ready.service(request, response);
        }
    }

    /** Alone, since Faces ends its set-up with the first page that it serves. */
    private synchronized void serveFirst(ServletRequest request, ServletResponse response)
            throws IOException, ServletException {
        Servlet ready = pages == null ? setUp() : pages;
        ready.service(request, response);
        pages = ready;
    }

    private Servlet setUp() throws ServletException {
        ServletContext context = getServletContext();
        context.setAttribute(REGISTRATION, context.getServletRegistration(getServletName()));
        ServletContextListener listener = setUp == null ? byName(setUpName, ServletContextListener.class) : setUp;
        ServletContextEvent event = new ServletContextEvent(context);
        try {
            listener.contextInitialized(event); // does nothing if it has been done
            setUp = listener;
            Servlet servlet = byName(faces, Servlet.class);
            servlet.init(getServletConfig());
            return servlet;
        } catch (ServletException | RuntimeException | Error failed) {
            forget(listener, event, failed);
            throw failed;
        }
    }

    /** Otherwise Faces takes the next attempt for one that has been made. */
    private void forget(ServletContextListener listener, ServletContextEvent event, Throwable failed) {
        setUp = null;
        try {
            listener.contextDestroyed(event);
        } catch (RuntimeException | Error alsoFailed) {
            failed.addSuppressed(alsoFailed);
            event.getServletContext().removeAttribute(KEPT);
        }
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
            forgetStandIn(getServletContext());
            setUp.contextDestroyed(new ServletContextEvent(getServletContext()));
        }
    }

    /** The server then makes another one. If this cannot be done it only complains in its log, as it ends. */
    private void forgetStandIn(ServletContext context) {
        try {
            Class.forName(standInName)
                    .getMethod("cleanupInitMaps", ServletContext.class)
                    .invoke(null, context);
        } catch (ReflectiveOperationException otherServer) {
            context.log("Faces is taken down as it is: " + otherServer);
        }
    }
}
