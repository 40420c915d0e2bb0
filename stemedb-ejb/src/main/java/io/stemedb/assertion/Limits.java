package io.stemedb.assertion;

import io.stemedb.json.JsonLimits;

/**
 * How large what clients send may be.
 *
 * @param conceptPathBytes UTF-8 bytes of a concept path
 * @param conceptPathSegments parts of a concept path between slashes
 * @param predicateBytes UTF-8 bytes of a predicate
 * @param sourceBytes UTF-8 bytes of a source
 * @param reasonBytes UTF-8 bytes of a retraction's reason
 * @param valueBytes bytes of a value's canonical JSON
 * @param metadataBytes bytes of the metadata's canonical JSON
 * @param bodyBytes bytes of a request body that is not a batch
 * @param batchLineBytes bytes of one line of a batch
 * @param jsonDepth objects and arrays inside one another, the claim itself counted
 * @param page items of one answer
 */
public record Limits(
        int conceptPathBytes,
        int conceptPathSegments,
        int predicateBytes,
        int sourceBytes,
        int reasonBytes,
        int valueBytes,
        int metadataBytes,
        int bodyBytes,
        int batchLineBytes,
        int jsonDepth,
        int page) {

    public static final Limits DEFAULT =
            new Limits(1024, 64, 256, 256, 1024, 65_536, 16_384, 1_048_576, 131_072, 32, 1000);

    /** The part a JSON reader needs. */
    public JsonLimits json() {
        return jsonDepth == JsonLimits.DEFAULT.depth() ? JsonLimits.DEFAULT : new JsonLimits(jsonDepth);
    }
}
