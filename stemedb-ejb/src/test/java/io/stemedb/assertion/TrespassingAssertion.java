package io.stemedb.assertion;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.hash.Hashing;

/** An assertion that has libraries, threads and an environment, which its charter does not let it. */
public final class TrespassingAssertion {
    static final class WithGuava {
        int bits() {
            return Hashing.sha256().bits();
        }
    }

    static final class WithCaffeine {
        Object cache() {
            return Caffeine.newBuilder().build();
        }
    }

    static final class WithAThread {
        void start(Runnable work) {
            new Thread(work).start();
        }
    }

    static final class WithAnEnvironment {
        String home() {
            return System.getenv("HOME");
        }
    }

    private TrespassingAssertion() {}
}
