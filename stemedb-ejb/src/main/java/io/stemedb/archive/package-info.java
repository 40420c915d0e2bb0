/**
 * The journal archive: copies of finished segments in another place, so that the node may let the segments go.
 *
 * <p>{@link io.stemedb.archive.Archive} is the port to that place.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.journal}, {@code io.stemedb.files}, {@code io.stemedb.refusal}.
 */
package io.stemedb.archive;
