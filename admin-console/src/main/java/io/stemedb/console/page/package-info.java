/**
 * The way from a request to a page: which paths there are, what every answer tells a browser, Faces as the server
 * brings it, forms that are ours, and the page that stands for one that fails.
 *
 * <p>May use: {@code java.*}, {@code jakarta.servlet}, {@code jakarta.inject}, {@code jakarta.enterprise.context}.
 * No class of Faces: a server that sees one sets Faces up at its start.
 */
package io.stemedb.console.page;
