/**
 * Runs what takes longer than a request, and remembers how it went: every {@link io.stemedb.task.Work} becomes a task that can be
 * watched and aborted.
 *
 * <p>What a task is and how it changes is data ({@link io.stemedb.cluster.task.Task}, {@link io.stemedb.cluster.task.Tasks}); only
 * {@link io.stemedb.cluster.task.TaskRegistry} does anything. May use: {@code java.*}, {@code io.stemedb.task}, {@code
 * io.stemedb.refusal}. Starts no thread and asks no clock: both are handed in.
 */
package io.stemedb.cluster.task;
