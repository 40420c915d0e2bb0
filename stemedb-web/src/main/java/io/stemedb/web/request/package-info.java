/**
 * What comes in: bodies within their limit, media types, and query parameters of which every one is known.
 *
 * <p>May use: {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal}, {@code jakarta.servlet}, {@code jakarta.ws.rs}. Knows no feature.
 */
package io.stemedb.web.request;
