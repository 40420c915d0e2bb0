/**
 * The documents that operators are shown, as REST and the console give them: records, and the one way in which they
 * become JSON. Field names are wire contract, in snake case.
 *
 * <p>May use: {@code java.*}, {@code jakarta.json.bind}, {@code io.stemedb.cluster.gateway} (what nodes and tasks are
 * known of), {@code io.stemedb.cluster.task}, {@code io.stemedb.cluster.compare} (what differs),
 * {@code io.stemedb.access}, {@code io.stemedb.json}.
 */
package io.stemedb.cluster.view;
