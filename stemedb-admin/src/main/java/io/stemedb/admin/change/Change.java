package io.stemedb.admin.change;

import java.util.Map;

/**
 * A change that the gateway can rehearse.
 *
 * @param path the call
 * @param body what is sent with it
 * @param title what it is, as a question would name it: {@code drain node-2}
 * @param asks whether somebody is asked before: it takes something away, or moves data
 */
record Change(String path, Map<String, Object> body, String title, boolean asks) {}
