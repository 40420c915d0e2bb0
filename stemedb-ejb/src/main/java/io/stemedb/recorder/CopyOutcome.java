package io.stemedb.recorder;

import io.stemedb.refusal.StemeException;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of one copy. */
public sealed interface CopyOutcome {
    /** It is new here, durable and visible. */
    record Taken() implements CopyOutcome {
        @Override
        public <T> T fold(Supplier<T> taken, Supplier<T> known, Function<StemeException, T> refused) {
            return taken.get();
        }
    }

    /** It was here before, under this very key. */
    record Known() implements CopyOutcome {
        @Override
        public <T> T fold(Supplier<T> taken, Supplier<T> known, Function<StemeException, T> refused) {
            return known.get();
        }
    }

    /** It was not taken, or cannot be said to be durable. */
    record Refused(StemeException refusal) implements CopyOutcome {
        @Override
        public <T> T fold(Supplier<T> taken, Supplier<T> known, Function<StemeException, T> refused) {
            return refused.apply(refusal);
        }
    }

    /** Tells the outcomes apart. A new kind of outcome adds a parameter here, so that no caller can overlook it. */
    <T> T fold(Supplier<T> taken, Supplier<T> known, Function<StemeException, T> refused);
}
