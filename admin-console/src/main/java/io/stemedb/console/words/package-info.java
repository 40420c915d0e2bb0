/**
 * Numbers, times and states as people read them, the same on every page.
 *
 * <p>May use: {@code java.*}, {@code jakarta.inject}, {@code jakarta.enterprise.context}.
 */
package io.stemedb.console.words;
