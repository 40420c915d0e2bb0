package io.stemedb.console.page;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What every answer of the console tells a browser: run and load nothing but what comes from here, and show it in no
 * frame.
 */
final class Headers {
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'; script-src 'self'";

    private Headers() {}

    static void set(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        // With no referrer at all a browser would not say either where a form comes from.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-cache");
    }
}
