package io.stemedb.recorder;

import io.stemedb.files.Disk;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The world around a database whose background work is done at once, on the thread that asks for it. A test names what
 * it wants to be otherwise: another clock, or work that waits until the test does it.
 */
public final class OneThread {
    private final Disk disk;
    private LongSupplier wallMicros = () -> 1_000_000;
    private RandomGenerator random = new Random(2);
    private Executor flusher = Runnable::run;
    private Executor merger = Runnable::run;
    private Executor healer;
    private Executor housekeeper = Runnable::run;
    private Executor archiver = Runnable::run;
    private Executor answers = Runnable::run;

    private OneThread(Disk disk) {
        this.disk = disk;
    }

    public static OneThread on(Disk disk) {
        return new OneThread(disk);
    }

    /** Microseconds since 1970. */
    public OneThread clock(LongSupplier micros) {
        wallMicros = micros;
        return this;
    }

    /** What names a new store. */
    public OneThread random(RandomGenerator generator) {
        random = generator;
        return this;
    }

    public OneThread flusher(Executor executor) {
        flusher = executor;
        return this;
    }

    /** It also heals, unless the test names a healer. */
    public OneThread merger(Executor executor) {
        merger = executor;
        return this;
    }

    public OneThread healer(Executor executor) {
        healer = executor;
        return this;
    }

    /** It also archives, as a housekeeper that is told what to do would. */
    public OneThread housekeeper(Executor executor) {
        housekeeper = executor;
        archiver = executor;
        return this;
    }

    /** Where those who wrote are told; by default on the thread that writes. */
    public OneThread answers(Executor executor) {
        answers = executor;
        return this;
    }

    public Surroundings surroundings() {
        return new Surroundings(
                disk,
                wallMicros,
                random,
                flusher,
                merger,
                healer == null ? merger : healer,
                housekeeper,
                archiver,
                answers);
    }
}
