/**
 * What all work longer than a request has in common: it reports its progress, and it ends when it is told to.
 *
 * <p>The core writes its long work against this. The modules above decide who runs it and how it is shown.
 *
 * <p>May use: {@code java.*}.
 */
package io.stemedb.task;
