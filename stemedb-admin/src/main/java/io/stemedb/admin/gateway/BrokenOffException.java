package io.stemedb.admin.gateway;

import java.io.IOException;

/** An answer has begun, and does not go on. */
final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(String message, IOException cause) {
        super(message, cause);
    }
}
