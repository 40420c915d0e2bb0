/**
 * What everything longer than a request has in common: it says how far it is, and it ends when it is told to.
 *
 * <p>The core writes its long work against this; who runs it, and how it is shown, is decided above. May use: {@code java.*}.
 */
package io.stemedb.task;
