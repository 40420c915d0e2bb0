package io.stemedb.admin.gateway;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
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

    /** Has many claims taken, one a line. The same lines may be sent again, so several addresses may be asked. */
    Doc lines(String path, byte[] lines);

    /**
     * What a path answers line by line, as it comes.
     *
     * @throws Trouble also if the answer breaks off: then what was taken is not all
     */
    void stream(String path, Taking taking);

    /** Takes an answer as it comes. */
    interface Taking {
        /** Hears first whether anything is missing, and on which nodes that may be; empty if nothing is. */
        void begins(String missing) throws IOException;

        /** The next bytes. */
        void bytes(byte[] bytes, int length) throws IOException;
    }

    /** The same, whose reads see at least what the answer that had this token has seen. */
    Gateway seeing(String token);

    /** Has something ended. */
    Doc delete(String path);

    /** A name as a part of a path. */
    static String part(String name) {
        return Percent.encode(name);
    }
}
