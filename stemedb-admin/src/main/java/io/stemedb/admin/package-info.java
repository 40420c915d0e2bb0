/**
 * The command line of operators: finds the one command that a line asks for, builds it alone, runs it, and ends
 * with its code.
 *
 * <p>May use: {@code java.*}, {@code picocli} (the completion of shells), and every package below.
 */
package io.stemedb.admin;
