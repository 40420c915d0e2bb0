package io.stemedb.cluster.node;

import java.util.Map;

/**
 * The call that does the same as what a page of the console just did. The page leaves it with its request under
 * {@link #ATTRIBUTE}, for the record of what operators do.
 *
 * @param method as of the call, such as {@code POST}
 * @param path as of the call
 * @param fields of its body, as text
 * @param task id of the task it began; null if none
 */
public record SameCall(String method, String path, Map<String, String> fields, String task) {
    /** Name of the attribute of a request. */
    public static final String ATTRIBUTE = SameCall.class.getName();

    /** Copies the fields. */
    public SameCall {
        fields = Map.copyOf(fields);
    }
}
