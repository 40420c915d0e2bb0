package io.stemedb.repair;

import java.nio.file.Path;

/**
 * Something that is damaged, and what is to be done about it.
 *
 * @param offset where in the file the damage begins, as far as that is known
 * @param what is wrong
 * @param affected which part of the data it concerns
 */
record Step(Path file, long offset, String what, String affected, Cure cure) {
    /** What can be done about a damage. */
    enum Cure {
        REBUILD_RUN("made again from the journal or its archive; nothing is lost"),
        REBUILD_ALL("manifest and runs are made again by reading back the whole journal"),
        SALVAGE_RUN("what can be read of it is kept; the slots of the rest answer 503 until --accept-loss"),
        SKIP_FRAMES("what can be read before and behind it is kept; the rest is lost"),
        NEW_SEGMENT("the journal goes on in a new segment; the runs hold all that it lacks"),
        ACCEPT_LOSS("its slots answer 503; --accept-loss makes them answer without what was lost"),
        REFUSE_ALL("every shard answers 503 until --accept-loss, since nothing else names what was lost"),
        FROM_RUNS("made again from the run files and what the journal has; shards that lack records then answer 503"),
        NOTHING("nothing to do: the runs hold what could be saved of these records; "
                + "they cannot be made again from here");

        private final String words;

        Cure(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Whether {@code --apply} has something to do about it. */
        boolean isWork() {
            return this != NOTHING && this != ACCEPT_LOSS;
        }
    }
}
