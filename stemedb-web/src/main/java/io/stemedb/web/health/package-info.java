/**
 * How a node reports its state: to people and the launcher at {@code /v1/health}, to orchestrators by MicroProfile
 * Health.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.node}, {@code io.stemedb.web.answer},
 * {@code io.stemedb.web.request}, {@code jakarta.servlet}, {@code jakarta.ws.rs}, MicroProfile Health.
 */
package io.stemedb.web.health;
