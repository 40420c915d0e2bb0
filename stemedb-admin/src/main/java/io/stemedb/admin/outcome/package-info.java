/**
 * How a command ends: the exit codes, the same for every command and every form of output, and what is told of
 * a failure.
 *
 * <p>May use: plain {@code java.*}.
 */
package io.stemedb.admin.outcome;
