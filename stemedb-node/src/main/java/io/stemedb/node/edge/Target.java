package io.stemedb.node.edge;

/**
 * What a path means.
 *
 * @param path as the server will match it
 * @param sourceId the source that is meant if the path was not plain, or null
 */
record Target(String path, String sourceId) {
    /** Under which the application finds the id of a source that the server could not carry through a path. */
    static final String SOURCE_ID = "io.stemedb.source_id";

    /** What stands for such an id in the path: one that is refused, should the id ever be lost on the way. */
    static final String STANDING_IN = "/v1/sources/_stemedb";
}
