/**
 * Claims as they are looked at and written by hand: questions by each lens, history, the tree of concepts, what sources
 * disagree about, and the sources.
 *
 * <p>May use: {@code java.*}, {@code jakarta.inject}, {@code jakarta.enterprise.context}, {@code jakarta.json} (to
 * write a question), {@code jakarta.servlet} (the request), {@code io.stemedb.console.document},
 * {@code io.stemedb.console.page}, {@code io.stemedb.console.words}, and of a node {@code assertion}, {@code intake},
 * {@code json}, {@code query}, {@code refusal}, {@code source}, {@code cluster.node}.
 */
package io.stemedb.console.data;
