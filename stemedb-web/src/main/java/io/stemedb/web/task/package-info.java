/**
 * Tasks on HTTP, and the calls that start them; on the gateway's port.
 *
 * <p>A call that starts one reads its body with {@code Body.json}: a page of somebody else can have a browser send a form or plain
 * text to this machine, but not JSON, and no DELETE either. May use: the core, {@code io.stemedb.cluster}, {@code
 * io.stemedb.cluster.node}, {@code io.stemedb.web.request}, {@code io.stemedb.web.answer}, {@code io.stemedb.web.problem}, {@code
 * jakarta.servlet}, {@code jakarta.ws.rs}.
 */
package io.stemedb.web.task;
