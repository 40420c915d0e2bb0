package io.stemedb.recorder;

import io.stemedb.assertion.Recorded;
import io.stemedb.refusal.StemeException;
import java.util.Optional;
import java.util.function.Function;

/** What became of one append. A repeat is a success: a retried append must be safe. */
public sealed interface AppendOutcome {
    /** It is new, durable and visible. */
    record Appended(Recorded recorded) implements AppendOutcome {
        @Override
        public <T> T fold(
                Function<Recorded, T> appended, Function<Recorded, T> held, Function<StemeException, T> refused) {
            return appended.apply(recorded);
        }
    }

    /** It was there before, as it stands here; nothing changed. */
    record AlreadyHeld(Recorded recorded) implements AppendOutcome {
        @Override
        public <T> T fold(
                Function<Recorded, T> appended, Function<Recorded, T> held, Function<StemeException, T> refused) {
            return held.apply(recorded);
        }
    }

    /** It was not taken, or (outcome-unknown) cannot be said to be durable. */
    record Refused(StemeException refusal) implements AppendOutcome {
        @Override
        public <T> T fold(
                Function<Recorded, T> appended, Function<Recorded, T> held, Function<StemeException, T> refused) {
            return refused.apply(refusal);
        }
    }

    /** Tells the outcomes apart. A new kind of outcome adds a parameter here, so that no caller can overlook it. */
    <T> T fold(Function<Recorded, T> appended, Function<Recorded, T> held, Function<StemeException, T> refused);

    /**
     * What is held now, be it new or not.
     *
     * @throws StemeException why nothing was taken
     */
    default Recorded orThrow() {
        return fold(recorded -> recorded, recorded -> recorded, refusal -> {
            throw refusal;
        });
    }

    /** Why nothing was taken; empty if it was taken or held. */
    default Optional<StemeException> whyRefused() {
        return fold(recorded -> Optional.empty(), recorded -> Optional.empty(), Optional::of);
    }
}
