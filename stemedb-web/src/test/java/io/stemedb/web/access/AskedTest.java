package io.stemedb.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.access.Role;
import io.stemedb.audit.AuditEvent;
import io.stemedb.audit.AuditKind;
import io.stemedb.cluster.node.SameCall;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedTest {
    private static final Caller ALICE = new Caller("abcdefghijkl", Role.OPERATOR);

    private final Map<String, Object> told = new HashMap<>(Map.of(
            "getMethod", "PUT", "getRequestURI", "/v1/sources/x", "getRemoteAddr", "10.0.0.1", "getHeader", "cli"));

    /** As the server's is, it may become that of somebody else once it is answered. */
    private final HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, sent) -> told.get(method.getName()));

    @Test
    void what_was_asked_stays_so_whatever_becomes_of_the_request() {
        Asked asked = Asked.of(request, ALICE);
        told.clear();

        AuditEvent event = asked.event(Map.of(), 200, null, 0);

        assertThat(event.who()).isEqualTo("abcdefghijkl");
        assertThat(event.path()).isEqualTo("/v1/sources/x");
        assertThat(event.from()).isEqualTo("10.0.0.1");
        assertThat(event.via()).isEqualTo("cli");
        assertThat(event.method()).isEqualTo("PUT");
    }

    @Test
    void sources_have_files_of_their_own() {
        assertThat(Asked.of(request, ALICE).kind()).isEqualTo(AuditKind.SOURCES);
        told.put("getRequestURI", "/admin/compact");
        assertThat(Asked.of(request, ALICE).kind()).isEqualTo(AuditKind.EVENTS);
        told.put("getAttribute", "a source");
        assertThat(Asked.of(request, ALICE).path()).isEqualTo("/v1/sources/a source");
    }

    @Test
    void a_client_may_say_its_version_and_a_page_is_the_console() {
        told.put("getHeader", "cli/0.1.0");
        assertThat(Asked.of(request, ALICE).via()).isEqualTo("cli");
        told.put("getHeader", "console");
        assertThat(Asked.of(request, ALICE).via()).isEqualTo("api");
        told.put("getRequestURI", "/console/nodes/n2/drain");
        assertThat(Asked.of(request, ALICE).via()).isEqualTo("console");
    }

    @Test
    void what_a_page_did_is_on_record_as_the_call_that_does_the_same() {
        told.put("getRequestURI", "/console/nodes/n2/drain");
        SameCall same = new SameCall("POST", "/admin/nodes/n2/drain", Map.of("reason", "disk"), "t1");

        AuditEvent event = Asked.of(request, ALICE).as(same).event(NotedBody.of(same.fields()), 303, same.task(), 0);

        assertThat(event.method() + " " + event.path()).isEqualTo("POST /admin/nodes/n2/drain");
        assertThat(event.via()).isEqualTo("console");
        assertThat(event.body()).isEqualTo(Map.of("reason", "disk"));
        assertThat(event.task()).isEqualTo("t1");
    }
}
