/**
 * What an operator can have a node do. REST, console and command line all go through {@link
 * io.stemedb.cluster.operations.Operations}, so that each operation is judged and named in one place.
 *
 * <p>To add one that takes long: write it in the core as a {@link io.stemedb.task.Work} that looks at {@code
 * progress.aborted()} often; add a method here that checks what it is given (a {@link io.stemedb.refusal.StemeException} for what
 * cannot be) and returns {@code tasks.start("kind", reason, work)}; add a resource in {@code io.stemedb.web.task} that reads its
 * body with {@code Body.json} (a page of somebody else cannot send that media type) and returns {@code TaskAnswer.started(task)}.
 * A task of the same kind that is under way makes the registry refuse a second one.
 *
 * <p>May use: {@code java.*}, what an engine offers, {@code io.stemedb.cluster.task}, {@code io.stemedb.task}, {@code io.stemedb.assertion}, {@code io.stemedb.merkle}, {@code
 * io.stemedb.refusal}. Knows nothing of HTTP.
 */
package io.stemedb.cluster.operations;
