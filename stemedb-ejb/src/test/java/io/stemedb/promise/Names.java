package io.stemedb.promise;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which content has which id. */
final class Names {
    private final Map<Said, String> ids = new HashMap<>();
    private final Map<String, Said> contents = new HashMap<>();

    /** What was seen before and does not go with it; takes it in if there is nothing. */
    Optional<String> conflict(Said said, String id) {
        String otherId = ids.putIfAbsent(said, id);
        Said otherContent = contents.putIfAbsent(id, said);
        if (otherId != null && !otherId.equals(id)) {
            return Optional.of(said + " as " + otherId);
        }
        return otherContent != null && !otherContent.equals(said)
                ? Optional.of(otherContent + " as " + id)
                : Optional.empty();
    }
}
