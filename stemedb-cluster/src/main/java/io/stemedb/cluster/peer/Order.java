package io.stemedb.cluster.peer;

/**
 * What an operator's call has another node do or tell. Both ways it is JSON.
 *
 * @param body what the kind needs; an empty object if nothing
 */
public record Order(Kind kind, byte[] body) {
    /** What may be asked for. */
    public enum Kind {
        /** Tell everything about yourself that an operator would be asked for, without secrets and claims. */
        DESCRIBE,
        /** Tell how far your copies go: {@code have}, by shard a vector of intervals in hex. */
        HAVE,
        /** Begin a backup: {@code to}, {@code copy}, {@code reason}. */
        BACKUP,
        /** Tell how a backup that was begun stands: {@code task_id}. */
        BACKUP_STATE,
        /**
         * Tell the tasks that you remember; the answer is a line for each. With {@code noted}, an id, tell what another
         * node has told of that one, too.
         */
        TASKS,
        /** Remember a task of mine, which has just begun or ended, for when I cannot be asked. */
        NOTE_TASK,
        /** Tell a task to end, {@code task_id}; the answer is a line for it. */
        ABORT_TASK,
        /** Tell whether a seed never answered, {@code seed}; with {@code forget} it counts no more. */
        FORGET_SEED
    }
}
