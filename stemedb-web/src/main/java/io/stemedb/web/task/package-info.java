/**
 * Tasks on HTTP, and the calls that start them; on the gateway's port.
 *
 * <p>A call that starts a task reads its body with {@code Body.json}. A foreign web page can make a browser send a
 * form or plain text to this machine, but neither JSON nor a DELETE.
 *
 * <p>May use: the core, {@code io.stemedb.cluster}, {@code io.stemedb.cluster.node}, {@code io.stemedb.web.request},
 * {@code io.stemedb.web.answer}, {@code io.stemedb.web.problem}, {@code jakarta.servlet}, {@code jakarta.ws.rs}.
 */
package io.stemedb.web.task;
