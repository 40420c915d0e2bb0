/**
 * What comes in: bodies within their limit, media types, and query parameters. Unknown parameters are refused.
 *
 * <p>May use: {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal},
 * {@code jakarta.servlet}, {@code jakarta.ws.rs}. It knows no feature.
 */
package io.stemedb.web.request;
