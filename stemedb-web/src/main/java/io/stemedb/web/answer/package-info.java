/**
 * What goes out when all went well: JSON that was written straight to bytes.
 *
 * <p>May use: {@code io.stemedb.json}, {@code jakarta.ws.rs}. Knows no feature.
 */
package io.stemedb.web.answer;
