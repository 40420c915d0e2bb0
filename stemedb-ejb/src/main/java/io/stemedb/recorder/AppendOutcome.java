package io.stemedb.recorder;

import io.stemedb.assertion.Recorded;
import io.stemedb.refusal.StemeException;

/** What became of one append. A repeat is a success: a retried append must be safe. */
public sealed interface AppendOutcome {
    /** It is new, durable and visible. */
    record Appended(Recorded recorded) implements AppendOutcome {}

    /** It was there before, as it stands here; nothing changed. */
    record AlreadyHeld(Recorded recorded) implements AppendOutcome {}

    /** It was not taken, or (outcome-unknown) cannot be said to be durable. */
    record Refused(StemeException refusal) implements AppendOutcome {}
}
