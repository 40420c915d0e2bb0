package io.stemedb.web.access;

import io.stemedb.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request for a page, which tells the page who asks in the words of the Servlet API. */
final class KnownRequest extends HttpServletRequestWrapper {
    private final Caller caller;

    KnownRequest(HttpServletRequest request, Caller caller) {
        super(request);
        this.caller = caller;
    }

    /** Named by the id of the token; null if nobody is asked who he is. */
    @Override
    public Principal getUserPrincipal() {
        return caller.role() == null ? null : caller::who;
    }

    @Override
    public String getRemoteUser() {
        return caller.role() == null ? null : caller.who();
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller.role() != null
                && Role.of(role).filter(caller.role()::covers).isPresent();
    }
}
