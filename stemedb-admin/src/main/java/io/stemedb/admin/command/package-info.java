/**
 * What a command is: its words, its flags, what it is given and how it is called. One description serves the
 * parser, the help,
 * the completion of shells and the page of commands.
 *
 * <p>May use: {@code java.*}, {@code picocli}, {@code io.stemedb.admin.gateway}, {@code io.stemedb.admin.json},
 * {@code io.stemedb.admin.outcome}, {@code io.stemedb.admin.settings}, {@code io.stemedb.admin.show}.
 */
package io.stemedb.admin.command;
