/**
 * The frame around every page of the console: which paths there are, what each answer's headers say, and what is shown
 * in place of a page that cannot be. To add a page: put {@code name.xhtml} into {@code META-INF/resources/pages/}, and
 * name its path in {@link io.stemedb.console.page.Paths}.
 *
 * <p>May use: {@code java.*}, {@code jakarta.servlet}. Must not use: {@code jakarta.faces}, see
 * {@link io.stemedb.console.page.PagesServlet}.
 */
package io.stemedb.console.page;
