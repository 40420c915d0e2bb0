package io.stemedb.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** What the build has a node do once, so that the JVM keeps the classes that it takes. */
final class Rehearsal {
    private Rehearsal() {}

    /** Opens a page of the console, whose classes a start does not load. */
    static void open(URI page) throws StartRefused {
        try {
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new StartRefused(page + " answered " + connection.getResponseCode());
            }
            try (InputStream body = connection.getInputStream()) {
                body.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException failed) {
            throw new StartRefused(page + " cannot be opened: " + failed);
        }
    }
}
