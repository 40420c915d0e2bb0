package io.stemedb.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.access.Role;
import io.stemedb.audit.AuditEvent;
import io.stemedb.audit.AuditKind;
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
}
