package io.stemedb.web.request;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;

/** The kinds of body that are taken, all of them in UTF-8. */
public enum MediaKind {
    JSON("application/json", Set.of("application/json")),
    NDJSON("application/x-ndjson", Set.of("application/x-ndjson", "application/ndjson"));

    /** What a line-by-line answer is asked for and sent as. */
    public static final String LINES = "application/x-ndjson";

    private final String name;

    @SuppressWarnings("ImmutableEnumChecker") // each is a Set.of
    private final Set<String> taken;

    MediaKind(String name, Set<String> taken) {
        this.name = name;
        this.taken = taken;
    }

    /** Refuses a request whose body is of another kind, or packed. */
    public void check(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw StemeException.of(Refusal.UNSUPPORTED_MEDIA, "a body is taken as it is, not packed")
                    .at("/Content-Encoding")
                    .hinting("send the body without a Content-Encoding");
        }
        String contentType = request.getContentType();
        if (!name.equals(contentType)) { // what nearly every client sends is not parsed
            checkParsed(contentType);
        }
    }

    private void checkParsed(String contentType) {
        if (contentType == null) {
            throw refused("the request does not say what its body is");
        }
        MediaType sent;
        try {
            sent = MediaType.valueOf(contentType);
        } catch (IllegalArgumentException e) {
            throw refused("the Content-Type of the request cannot be read");
        }
        if (!taken.contains((sent.getType() + "/" + sent.getSubtype()).toLowerCase(java.util.Locale.ROOT))) {
            throw refused("a body of type " + sent.getType() + "/" + sent.getSubtype() + " is not taken here");
        }
        String charset = sent.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw refused("only UTF-8 is taken, not charset " + charset);
        }
    }

    private StemeException refused(String detail) {
        return StemeException.of(Refusal.UNSUPPORTED_MEDIA, detail)
                .at("/Content-Type")
                .hinting("send Content-Type: " + name);
    }
}
