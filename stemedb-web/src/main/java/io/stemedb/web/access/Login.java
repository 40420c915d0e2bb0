package io.stemedb.web.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * How a browser gives its user's token: once, in a form, and from then on in a cookie that no script can read. The
 * cookie is the token itself, so every node behind one address knows it, and it ends when the token does.
 */
final class Login {
    /** The page with the form, and where that is sent. */
    static final String PATH = "/console/login";

    /** Where a browser forgets its token. */
    static final String OUT = "/console/logout";

    private static final String COOKIE = "stemedb_token";
    private static final String START = "/console/";
    private static final int SECONDS = 12 * 60 * 60;

    /** Where somebody may be sent after his login: a page of the console, so nobody is sent elsewhere by a link. */
    private static final Pattern PAGE = Pattern.compile("/console/(?!/)[A-Za-z0-9/_.~%?=&+-]*");

    private Login() {}

    /** As what a browser sends counts: like a header, if there is none. Null if it sends no token. */
    static String authorization(HttpServletRequest request, String header) {
        if (header != null || request.getCookies() == null) {
            return header;
        }
        for (Cookie cookie : request.getCookies()) {
            if (cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty()) {
                return "Bearer " + cookie.getValue();
            }
        }
        return null;
    }

    /** Whether a form was sent by one of our own pages, as far as the browser says. */
    static boolean isFromHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        return origin == null || isOf(request.getHeader("Host"), origin);
    }

    private static boolean isOf(String host, String origin) {
        try {
            return new URI(origin).getRawAuthority() != null
                    && new URI(origin).getRawAuthority().equalsIgnoreCase(host);
        } catch (URISyntaxException noOrigin) {
            return false;
        }
    }

    /** Has the browser send the token from now on, and shows the page that was asked for. */
    static void welcome(HttpServletRequest request, HttpServletResponse response, String token) {
        response.addHeader("Set-Cookie", cookie(request, token, SECONDS));
        redirect(response, next(request.getParameter("next")));
    }

    /** Has the browser forget it. */
    static void farewell(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Set-Cookie", cookie(request, "", 0));
        redirect(response, PATH);
    }

    /**
     * Shows the form, and afterwards the page that was asked for.
     *
     * @param why {@code unknown}, {@code ended} or {@code forbidden}; empty if no token was given yet
     */
    static void ask(HttpServletResponse response, String page, String why) {
        String next = URLEncoder.encode(next(page), StandardCharsets.UTF_8);
        redirect(response, PATH + "?next=" + next + (why.isEmpty() ? "" : "&why=" + why));
    }

    private static String next(String page) {
        return page != null && PAGE.matcher(page).matches() && !page.startsWith(PATH) ? page : START;
    }

    private static void redirect(HttpServletResponse response, String to) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", to);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(0);
    }

    private static String cookie(HttpServletRequest request, String value, int seconds) {
        boolean isSecure = request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        return COOKIE + "=" + value + "; Path=/console; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (isSecure ? "; Secure" : "");
    }
}
