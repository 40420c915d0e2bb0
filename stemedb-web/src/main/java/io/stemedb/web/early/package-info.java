/**
 * What is fetched before the application takes a request, because there may be no descriptor or no memory for it later.
 *
 * <p>May use: {@code jakarta.servlet}.
 */
package io.stemedb.web.early;
