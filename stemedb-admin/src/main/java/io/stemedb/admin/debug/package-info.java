/**
 * What whoever is to help would ask for: which versions run, and all that nodes tell of themselves.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.admin.command}, {@code io.stemedb.admin.gateway},
 * {@code io.stemedb.admin.json}, {@code io.stemedb.admin.outcome}, {@code io.stemedb.admin.settings},
 * {@code io.stemedb.admin.show}.
 */
package io.stemedb.admin.debug;
