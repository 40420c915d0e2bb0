package io.stemedb.console.page;

import jakarta.servlet.http.HttpServletRequest;

/** What pages are told of their request beside its parameters: attributes of it. */
public final class Asked {
    private static final String PREFIX = Asked.class.getPackageName() + ".";

    /** The path below the console's root. */
    public static final String PATH = PREFIX + "path";

    /** What the page is about. */
    public static final String ID = PREFIX + "id";

    /** What a form has to send back, see {@link Csrf}. */
    public static final String CSRF = PREFIX + "csrf";

    /** Who asks: the id of a token; null if nobody is asked who he is. */
    public static final String WHO = PREFIX + "who";

    /** The most that he may do: {@code reader}, {@code writer} or {@code operator}; null as for {@link #WHO}. */
    public static final String ROLE = PREFIX + "role";

    /** What a form had sent was refused for this, in words; null if it was not. */
    public static final String REFUSED = PREFIX + "refused";

    /** What a change has made that is told this once; null if there is no such thing. */
    public static final String MADE = PREFIX + "made";

    private Asked() {}

    /** An attribute as text; empty if it is not there. */
    public static String text(HttpServletRequest request, String name) {
        return request.getAttribute(name) instanceof String text ? text : "";
    }

    static void of(HttpServletRequest request, String path, String id) {
        request.setAttribute(PATH, path);
        request.setAttribute(ID, id);
        if (request.getUserPrincipal() != null) {
            request.setAttribute(WHO, request.getUserPrincipal().getName());
            request.setAttribute(
                    ROLE,
                    request.isUserInRole("operator")
                            ? "operator"
                            : request.isUserInRole("writer") ? "writer" : "reader");
        }
    }
}
