/**
 * Successful answers: JSON that was written straight to bytes, or made by JSON-B from a record if the call is rare.
 *
 * <p>May use: {@code io.stemedb.json}, {@code io.stemedb.cluster.view}, {@code jakarta.ws.rs}. It knows no feature.
 */
package io.stemedb.web.answer;
