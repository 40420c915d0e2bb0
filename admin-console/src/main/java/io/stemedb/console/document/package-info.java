/**
 * The documents behind a page: the same that the REST calls answer, each taken once for a page, as a tree for what is
 * shown and as text for whoever wants the JSON.
 *
 * <p>May use: {@code java.*}, {@code jakarta.inject}, {@code jakarta.enterprise.context}, {@code jakarta.json},
 * {@code jakarta.servlet} (the request), {@code io.stemedb.cluster.node}, {@code io.stemedb.cluster.gateway},
 * {@code io.stemedb.cluster.operations}, {@code io.stemedb.cluster.view}, {@code io.stemedb.refusal}.
 */
package io.stemedb.console.document;
