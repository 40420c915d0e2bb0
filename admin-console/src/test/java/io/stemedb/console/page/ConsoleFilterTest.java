package io.stemedb.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is answered if a page cannot be shown. */
class ConsoleFilterTest {
    private final ConsoleFilter filter = new ConsoleFilter(new Taken());
    private final Sent sent = new Sent();

    @Test
    void a_page_that_throws_is_answered_in_words_and_without_a_trace() throws Exception {
        filter.doFilter(get("/"), sent.response(), failing(new IllegalStateException("secret detail")));

        assertThat(sent.status).isEqualTo(500);
        assertThat(sent.type).isEqualTo("text/html;charset=UTF-8");
        assertThat(sent.text())
                .contains("<h1>This page could not be shown</h1>")
                .doesNotContain("secret", "Exception", "at io.");
    }

    @Test
    void so_is_one_whose_servlet_gives_up() throws Exception {
        filter.doFilter(get("/"), sent.response(), failing(new ServletException("secret detail")));

        assertThat(sent.status).isEqualTo(500);
        assertThat(sent.text()).contains("could not be shown");
    }

    @Test
    void an_error_that_a_page_names_does_not_reach_the_server() throws Exception {
        filter.doFilter(
                get("/"), sent.response(), (request, response) -> ((HttpServletResponse) response).sendError(404, "x"));

        assertThat(sent.status).isEqualTo(404);
        assertThat(sent.text()).contains("There is no such page");
    }

    @Test
    void a_page_that_is_shown_is_left_as_it_is() throws Exception {
        filter.doFilter(get("/"), sent.response(), (request, response) -> {
            assertThat(((HttpServletRequest) request).getPathInfo()).isEqualTo("/pages/overview.xhtml");
            response.getOutputStream().write("shown".getBytes(UTF_8));
        });

        assertThat(sent.text()).isEqualTo("shown");
        assertThat(sent.headers).containsEntry("Cache-Control", "no-store");
    }

    @Test
    void what_is_no_page_is_never_asked_for_and_every_answer_is_strict() throws Exception {
        filter.doFilter(get("/nothing"), sent.response(), failing(new AssertionError("was asked for")));

        assertThat(sent.status).isEqualTo(404);
        assertThat(sent.text()).contains("href=\"/console/\"");
        assertThat(sent.headers.get("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe", "*");
    }

    @Test
    void the_root_without_its_slash_is_one_step_away() throws Exception {
        filter.doFilter(get(null), sent.response(), failing(new AssertionError("was asked for")));

        assertThat(sent.status).isEqualTo(302);
        assertThat(sent.headers).containsEntry("Location", "/console/");
    }

    @Test
    void a_form_of_our_own_is_handed_on_and_its_answer_left_as_it_is() throws Exception {
        filter.doFilter(post(SECRET, SECRET, null), sent.response(), failing(new AssertionError("was asked for")));

        assertThat(taken).isEqualTo("/nodes/n2/drain");
        assertThat(sent.status).isEqualTo(303);
    }

    @Test
    void a_form_of_another_site_is_refused() throws Exception {
        String[][] foreign = {
            {null, SECRET, null}, {SECRET, null, null}, {SECRET, "0".repeat(32), null}, {SECRET, SECRET, "cross-site"}
        };
        for (String[] one : foreign) {
            filter.doFilter(
                    post(one[0], one[1], one[2]), sent.response(), failing(new AssertionError("was asked for")));

            assertThat(taken).isNull();
            assertThat(sent.status).isEqualTo(403);
        }
    }

    @Test
    void what_is_refused_is_shown_with_its_form_under_its_status() throws Exception {
        refusing = true;
        filter.doFilter(post(SECRET, SECRET, "same-origin"), sent.response(), (request, response) -> {
            HttpServletRequest shown = (HttpServletRequest) request;
            assertThat(shown.getPathInfo()).isEqualTo("/pages/change.xhtml");
            assertThat(shown.getMethod()).isEqualTo("GET");
            ((HttpServletResponse) response).setStatus(200);
        });

        assertThat(sent.status).isEqualTo(409);
    }

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private String taken;
    private boolean refusing;

    private final class Taken implements Changes {
        @Override
        public boolean knows(String path) {
            return path.equals("/nodes/n2/drain");
        }

        @Override
        public void post(HttpServletRequest request, HttpServletResponse response, String path) {
            taken = path;
            response.setStatus(refusing ? 409 : 303);
        }
    }

    private static HttpServletRequest post(String cookie, String field, String site) {
        return request("POST", "/nodes/n2/drain", cookie, field, site);
    }

    private static FilterChain failing(Throwable thrown) {
        return (request, response) -> {
            if (thrown instanceof ServletException given) {
                throw given;
            }
            if (thrown instanceof RuntimeException failed) {
                throw failed;
            }
            throw (Error) thrown;
        };
    }

    private static HttpServletRequest get(String path) {
        return request("GET", path, null, null, null);
    }

    private static HttpServletRequest request(String verb, String path, String cookie, String field, String site) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ConsoleFilterTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> verb;
                    case "getContextPath" -> "";
                    case "getServletPath" -> "/console";
                    case "getPathInfo" -> path;
                    case "getParameter" -> "csrf".equals(arguments[0]) ? field : null;
                    case "getHeader" -> "Sec-Fetch-Site".equals(arguments[0]) ? site : null;
                    case "getCookies" -> cookie == null ? null : new Cookie[] {new Cookie("stemedb_csrf", cookie)};
                    case "isSecure" -> false;
                    case "setAttribute", "getAttribute", "getUserPrincipal", "setCharacterEncoding" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** An answer that keeps what was said. */
    private static final class Sent {
        private int status = 200;
        private String type;
        private final Map<String, String> headers = new TreeMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        String text() {
            return body.toString(UTF_8);
        }

        HttpServletResponse response() {
            return (HttpServletResponse) Proxy.newProxyInstance(
                    ConsoleFilterTest.class.getClassLoader(),
                    new Class<?>[] {HttpServletResponse.class},
                    (self, method, arguments) -> {
                        switch (method.getName()) {
                            case "setStatus" -> status = (int) arguments[0];
                            case "setContentType" -> type = (String) arguments[0];
                            case "setHeader", "addHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                            case "resetBuffer" -> body.reset();
                            case "setContentLength" -> {}
                            case "getStatus" -> {
                                return status;
                            }
                            case "isCommitted" -> {
                                return false;
                            }
                            case "getOutputStream" -> {
                                return stream();
                            }
                            default -> throw new UnsupportedOperationException(method.getName());
                        }
                        return null;
                    });
        }

        private ServletOutputStream stream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException("it never waits");
                }

                @Override
                public void write(int one) {
                    body.write(one);
                }
            };
        }
    }
}
