package io.stemedb.admin.gateway;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Trouble;
import java.util.Map;

/**
 * What a gateway or an API is asked. Each call throws {@link Trouble} if no address can be connected to,
 * or it refuses.
 */
public interface Gateway {
    /** The document at a path. */
    Doc get(String path);

    /** What a path answers, byte by byte. */
    byte[] bytes(String path);

    /** Has something done. It is sent once: nobody knows what came of a call that was not answered. */
    Doc post(String path, Map<String, Object> body);

    /** What is answered to a question that has a body. It changes nothing, so several addresses may be asked. */
    Doc ask(String path, Map<String, Object> body);

    /** The same, whose reads see at least what the answer that had this token has seen. */
    Gateway seeing(String token);

    /** Has something ended. */
    Doc delete(String path);

    /** A name as a part of a path. */
    static String part(String name) {
        return Percent.encode(name);
    }
}
