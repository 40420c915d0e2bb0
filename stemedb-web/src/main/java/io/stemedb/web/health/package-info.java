/** How a node says that it is well. */
package io.stemedb.web.health;
