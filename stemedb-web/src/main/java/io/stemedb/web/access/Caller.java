package io.stemedb.web.access;

import io.stemedb.access.Role;
import jakarta.servlet.ServletRequest;

/**
 * Who makes a call.
 *
 * @param who the id of a token, or a word in its place
 * @param role what he may do; null if there is no token
 */
record Caller(String who, Role role) {
    /** No token is asked for. */
    static final Caller ANYONE = new Caller("anyone", null);

    /** No token that counts was sent. */
    static final Caller NONE = new Caller("none", null);

    private static final String NAME = Caller.class.getName();

    static Caller of(ServletRequest request) {
        return request.getAttribute(NAME) instanceof Caller caller ? caller : ANYONE;
    }

    void isThatOf(ServletRequest request) {
        request.setAttribute(NAME, this);
    }

    String roleWord() {
        return role == null ? null : role.word();
    }
}
