/**
 * The only door to the file system, so that journal and store run unchanged over a disk that a test makes fail, and the
 * adapter that lets MVStore go through the same door.
 *
 * <p>May use: {@code java.*}, {@code org.h2.store.fs} (the adapter only).
 */
package io.stemedb.files;
