package io.stemedb.admin.show;

/**
 * What the other end can show.
 *
 * @param utf8 whether it shows more than ASCII
 * @param colours whether it is a terminal, and nobody said that it should have none
 * @param terminal whether it is a terminal, which does what some characters say
 */
public record Style(Format format, boolean utf8, boolean colours, boolean terminal) {}
