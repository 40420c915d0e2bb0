package io.stemedb.admin.gateway;

import java.io.IOException;

/** Nothing was sent, so another address may be asked the same. */
final class NotConnectedException extends IOException {
    NotConnectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
