package io.stemedb.console.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Tells forms of our own pages from those that another site had a browser send: ours have what the cookie has, and
 * another site can neither read nor send it.
 */
final class Csrf {
    private static final String COOKIE = "stemedb_csrf";
    private static final String FIELD = "csrf";
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Csrf() {}

    /** What a form of this page is to send; the browser is given the same as a cookie. */
    static String of(HttpServletRequest request, HttpServletResponse response) {
        String known = cookie(request);
        if (known != null) {
            return known;
        }
        byte[] fresh = new byte[BYTES];
        RANDOM.nextBytes(fresh);
        String text = HexFormat.of().formatHex(fresh);
        response.addHeader(
                "Set-Cookie",
                COOKIE + "=" + text + "; Path=/console; HttpOnly; SameSite=Strict"
                        + (request.isSecure() ? "; Secure" : ""));
        return text;
    }

    /** Whether a form is from one of our own pages. */
    static boolean isOurs(HttpServletRequest request) {
        String known = cookie(request);
        String sent = request.getParameter(FIELD);
        return known != null
                && sent != null
                && MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8))
                && isFromHere(
                        request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), request.getHeader("Host"));
    }

    /** As far as the browser says; one that says nothing is judged by the cookie alone. */
    static boolean isFromHere(String site, String origin, String host) {
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        try {
            return origin == null
                    || String.valueOf(new URI(origin).getRawAuthority()).equalsIgnoreCase(host);
        } catch (URISyntaxException noOrigin) {
            return false;
        }
    }

    private static String cookie(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(COOKIE) && cookie.getValue().matches("[0-9a-f]{32}")) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
