package io.stemedb.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What a browser shows whose user gave no token. */
final class LoginPage {
    private static final byte[] PAGE = ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                    + "<title>StemeDB</title></head><body><h1>A token is needed</h1>"
                    + "<p>Load this page again. When the browser asks, leave the name empty, and enter a token as the"
                    + " password. <code>stemedb-node token create --role reader</code>, on the machine of a node, makes"
                    + " one.</p></body></html>")
            .getBytes(UTF_8);

    private LoginPage() {}

    static void send(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(PAGE.length);
        response.getOutputStream().write(PAGE);
    }
}
