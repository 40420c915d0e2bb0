/**
 * Changes: the plan is shown, somebody is asked, it is sent, and its task followed.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.admin.command}, {@code io.stemedb.admin.gateway},
 * {@code io.stemedb.admin.json}, {@code io.stemedb.admin.outcome}, {@code io.stemedb.admin.settings},
 * {@code io.stemedb.admin.shard}, {@code io.stemedb.admin.show}, {@code io.stemedb.admin.task},
 * {@code io.stemedb.admin.token}.
 */
package io.stemedb.admin.change;
