/**
 * The journal archive: finished segments kept elsewhere, so that the node may let them go and still has what it was written.
 *
 * <p>{@link io.stemedb.archive.Archive} is the one seam to where they are kept. May use: {@code java.*}, {@code
 * io.stemedb.journal}, {@code io.stemedb.files}, and to say why something failed {@code io.stemedb.refusal}.
 */
package io.stemedb.archive;
