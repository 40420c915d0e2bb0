package io.stemedb.web.direct;

import java.io.IOException;

/** A client does not take what it asked for. */
public final class SlowReaderException extends IOException {
    private static final long serialVersionUID = 1L;

    SlowReaderException(String message, Throwable cause) {
        super(message, cause);
    }
}
