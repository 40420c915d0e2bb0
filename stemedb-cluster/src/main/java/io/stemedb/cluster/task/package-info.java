/**
 * Runs what takes longer than a request, and remembers the result. Every {@link io.stemedb.task.Work} becomes a task
 * that can be watched and aborted.
 *
 * <p>A task and its changes are data ({@link io.stemedb.cluster.task.Task}, {@link io.stemedb.cluster.task.Tasks});
 * only {@link io.stemedb.cluster.task.TaskRegistry} acts. It starts no thread and reads no clock: both are handed in.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.task}, {@code io.stemedb.json}, {@code io.stemedb.refusal}.
 */
package io.stemedb.cluster.task;
