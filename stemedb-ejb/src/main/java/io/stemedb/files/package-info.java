/**
 * The only door to the file system, for journal, store and MVStore, so that all of them run unchanged over a simulated
 * disk that fails. It adds the checksums that MVStore does not have.
 *
 * <p>May use: {@code java.*} and the JDK's option for reading past the system's cache; {@code org.h2.store.fs} in the
 * adapter, and MVStore only where {@link io.stemedb.files.MvMount} opens a finished file, since what MVStore hides
 * while it opens must not stay hidden.
 */
package io.stemedb.files;
