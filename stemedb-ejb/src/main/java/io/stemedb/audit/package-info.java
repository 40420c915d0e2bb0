/**
 * Who changed what, when, and from where: a record on a node's own disk to which lines are only ever added.
 *
 * <p>It is bounded: old files go once there are enough of newer ones. A file that ends in the middle of a line, or has
 * a line that is none, is read all the same, and that line is shown as it is.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.files}, {@code io.stemedb.json}, {@code io.stemedb.refusal}.
 */
package io.stemedb.audit;
