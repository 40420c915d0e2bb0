package io.stemedb.console.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What is shown in place of a page. Made without pages, so that it shows even if these are what fails. */
final class ErrorPage {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s - StemeDB console</title>
            <link rel="stylesheet" href="%3$sjakarta.faces.resource/console.css?ln=console">
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            <p>%2$s</p>
            <p><a href="%3$s">Overview of this node</a></p>
            </main>
            </body>
            </html>
            """;

    private ErrorPage() {}

    /** @param root the console's own path, for links */
    static void send(HttpServletResponse response, int status, String root) throws IOException {
        byte[] page = page(status, root).getBytes(StandardCharsets.UTF_8);
        if (status == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", "GET, HEAD");
        }
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    static String page(int status, String root) {
        return switch (status) {
            case 403 ->
                of(
                        "This form was not sent by a page of this console",
                        "Nothing was done. Open the page again, and send its form. Cookies have to be allowed.",
                        root);
            case 404 -> of("There is no such page", "The console has no page at this address.", root);
            case 405 ->
                of("This page is only for looking", "It takes no input: nothing was done. Open it again.", root);
            default -> of("This page could not be shown", "Try again. The node's log says what went wrong.", root);
        };
    }

    private static String of(String title, String text, String root) {
        return String.format(Locale.ROOT, PAGE, title, text, root);
    }
}
