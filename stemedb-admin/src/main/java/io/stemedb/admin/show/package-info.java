/**
 * How an answer looks: tables, lines and colours for people, JSON, YAML and CSV for programs; and what is said
 * beside it.
 * Nothing that a gateway sends reaches a terminal as a control character.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.admin.json}, {@code io.stemedb.admin.outcome}.
 */
package io.stemedb.admin.show;
