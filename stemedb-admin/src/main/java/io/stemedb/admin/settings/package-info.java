/**
 * Which gateway is talked to and how: flags, profiles of a file and the environment, made into one choice.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.admin.outcome}.
 */
package io.stemedb.admin.settings;
