/**
 * What every call that reads may say beside its question: how far an answer must go, and how whole it must be.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.node}, {@code io.stemedb.web.request}, {@code jakarta.servlet}.
 */
package io.stemedb.web.reading;
