/**
 * What goes out when all went well: JSON that was written straight to bytes, or by JSON-B of a record where operators ask now and then.
 *
 * <p>May use: {@code io.stemedb.json}, JSON-B, {@code jakarta.ws.rs}. Knows no feature.
 */
package io.stemedb.web.answer;
