/**
 * What an operator can ask a node to do. REST, console and command line all go through
 * {@link io.stemedb.cluster.operations.Operations}, so each operation is checked and named in one place.
 *
 * <p>To add an operation that takes long: write it in the core as a {@link io.stemedb.task.Work} that calls
 * {@code progress.aborted()} often. Add a method here that checks its arguments (it throws a
 * {@link io.stemedb.refusal.StemeException} if they are wrong) and returns {@code tasks.start("kind", reason, work)}.
 * Add a resource in {@code io.stemedb.web.task} that reads its body with {@code Body.json} and returns
 * {@code TaskAnswer.started(task)}. The registry refuses a second task of a kind that is under way.
 *
 * <p>May use: {@code java.*}, what an engine offers, {@code io.stemedb.cluster.task}, {@code io.stemedb.task},
 * {@code io.stemedb.assertion}, {@code io.stemedb.merkle}, {@code io.stemedb.refusal}. It knows nothing of HTTP.
 */
package io.stemedb.cluster.operations;
