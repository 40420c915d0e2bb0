/**
 * The only door to the file system, so that journal and store run unchanged over a disk that a test makes fail; and the
 * adapter that lets MVStore go through the same door, with a checksum behind it that MVStore itself does not have.
 *
 * <p>May use: {@code java.*} and the JDK's option for reading past the system's cache; {@code org.h2.store.fs} in the adapter, and MVStore only where {@link
 * io.stemedb.files.MvMount} opens a finished file, since what MVStore hides while it opens must not stay hidden.
 */
package io.stemedb.files;
