package io.stemedb.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesServletTest {
    private static final List<String> DONE = new ArrayList<>();
    private static boolean failsOnce;

    /** In place of the server's set-up: as it does, it takes an attempt that was begun for one that was made. */
    public static final class SetUp implements ServletContextListener {
        private static boolean begun;

        @Override
        public void contextInitialized(ServletContextEvent event) {
            if (begun) {
                return;
            }
            begun = true;
            if (failsOnce) {
                failsOnce = false;
                throw new OutOfMemoryError("once");
            }
            DONE.add("set up");
        }

        @Override
        public void contextDestroyed(ServletContextEvent event) {
            begun = false;
            DONE.add("forgotten");
        }
    }

    /** In place of Faces. */
    public static final class Faces extends GenericServlet {
        private static final long serialVersionUID = 1L;

        @Override
        public void service(ServletRequest request, ServletResponse response) {
            DONE.add("page");
        }
    }

    /** In place of what stands for a request during the set-up. */
    public static final class StandIn {
        public static void cleanupInitMaps(ServletContext context) {
            DONE.add("stand-in forgotten");
        }
    }

    private final PagesServlet pages =
            new PagesServlet(Faces.class.getName(), SetUp.class.getName(), StandIn.class.getName());

    @BeforeEach
    void start() throws Exception {
        DONE.clear();
        SetUp.begun = false;
        failsOnce = false;
        ServletContext context = standIn(ServletContext.class, null);
        pages.init(standIn(ServletConfig.class, context));
    }

    /** Answers what gives a context, and nothing to all else. */
    private static <T> T standIn(Class<T> type, ServletContext context) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getReturnType() == ServletContext.class ? context : null));
    }

    @Test
    void nothing_is_set_up_before_the_first_page_and_nothing_is_taken_down_without_it() {
        pages.destroy();
        assertThat(DONE).isEmpty();
    }

    @Test
    void the_first_page_sets_up_and_the_next_ones_do_not() throws Exception {
        pages.service(null, null);
        pages.service(null, null);
        pages.destroy();
        assertThat(DONE).containsExactly("set up", "page", "page", "stand-in forgotten", "forgotten");
    }

    @Test
    void a_server_that_knows_no_stand_in_is_taken_down_all_the_same() throws Exception {
        PagesServlet other = new PagesServlet(Faces.class.getName(), SetUp.class.getName(), "no.such.Type");
        other.init(standIn(ServletConfig.class, standIn(ServletContext.class, null)));
        other.service(null, null);
        other.destroy();
        assertThat(DONE).containsExactly("set up", "page", "forgotten");
    }

    @Test
    void a_set_up_that_failed_is_forgotten_and_tried_again() throws Exception {
        failsOnce = true;
        assertThatThrownBy(() -> pages.service(null, null)).hasMessage("once");
        pages.service(null, null);
        assertThat(DONE).containsExactly("forgotten", "set up", "page");
    }
}
