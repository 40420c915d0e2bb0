package io.stemedb.query;

import io.stemedb.assertion.Recorded;

/** Something that is known of a slot and goes on being true as records come. Never changes itself. */
interface Incremental<S extends Incremental<S>> {
    /**
     * What is known after one record more; this very object if the record is known already, null if nothing is
     * known from then on and the store has to be asked again. Only one thread at a time may call this.
     */
    S with(Recorded more);

    /** About how much memory it takes. */
    long bytes();
}
