package io.stemedb.admin.gateway;

import java.io.IOException;

/** No answer came in time. */
final class LateException extends IOException {
    LateException(String message, Throwable cause) {
        super(message, cause);
    }
}
