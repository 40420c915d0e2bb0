package io.stemedb.intake;

import io.stemedb.refusal.StemeException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The port through which sources are told by what they claimed: of this node, or of all. */
public interface SourceCounts {
    /**
     * Sources that made a claim, in order of their UTF-8 bytes.
     *
     * @param after begin behind this one; the empty string for the first
     * @throws StemeException shard-unavailable, if any claims are lost or cannot be read
     */
    List<String> names(String after, int limit);

    /**
     * How many records each of some sources made, retractions among them, each id counted once.
     *
     * @throws StemeException shard-unavailable, if any claims are lost or cannot be read
     */
    Map<String, Long> counts(Collection<String> sources);
}
