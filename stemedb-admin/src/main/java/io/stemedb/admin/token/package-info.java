/**
 * Tokens as they are shown: who may call the nodes.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.admin.command}, {@code io.stemedb.admin.gateway},
 * {@code io.stemedb.admin.json}, {@code io.stemedb.admin.outcome}, {@code io.stemedb.admin.show}.
 */
package io.stemedb.admin.token;
