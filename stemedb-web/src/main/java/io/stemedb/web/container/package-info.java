/**
 * What the server does to a request before the application sees it, and the one thing of that which has to be mended.
 *
 * <p>May use: {@code org.glassfish.grizzly}, and by reflection the server's own services. Nothing else in this module knows
 * which server it runs on.
 */
package io.stemedb.web.container;
