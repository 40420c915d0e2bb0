package io.stemedb.node;

import io.stemedb.engine.EngineEnd;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The operator's wish to stop: SIGTERM, Ctrl-C, or a closed terminal. It is taken as a signal and not in a shutdown
 * hook, so that the application is ended while the whole process still works, in order, and the process then ends with
 * exit code 0.
 */
final class StopSignal {
    private static final int LOOK_MILLIS = 200;
    private static final int LAST_WORD_MILLIS = 1_000;

    private final CountDownLatch given = new CountDownLatch(1);

    /** Listens; a stop that takes too long is ended hard, with a word to {@code err}. */
    static StopSignal listen(PrintStream err) {
        StopSignal stop = new StopSignal();
        // Not exit: the server's hook deletes the same files.
        HardEnd end = new HardEnd(err, Runtime.getRuntime()::halt, LAST_WORD_MILLIS);
        StopLimit limit = new StopLimit(System::nanoTime, EngineEnd::isTold, end);
        for (String name : new String[] {"TERM", "INT", "HUP"}) {
            try {
                hear(name, () -> stop.take(limit));
            } catch (InvocationTargetException taken) {
                // Started with nohup or by a shell that keeps the signal: then it is not ours to hear.
                System.getLogger(StopSignal.class.getName()).log(System.Logger.Level.DEBUG, name, taken);
            }
        }
        return stop;
    }

    /**
     * Runs {@code told} at each signal of this name. By its name, since the compiler warns of {@code sun.misc.Signal}
     * whatever one says, and Java has nothing else to hear a signal with.
     */
    private static void hear(String name, Runnable told) throws InvocationTargetException {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object telling = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, given) -> {
                        told.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), telling);
        } catch (InvocationTargetException refused) {
            throw refused;
        } catch (ReflectiveOperationException absent) {
            throw new IllegalStateException("this Java has no sun.misc.Signal", absent);
        }
    }

    private void take(StopLimit limit) {
        if (limit.signal()) {
            Thread watch = new Thread(() -> keep(limit), "stemedb-stop-limit");
            watch.setDaemon(true);
            watch.start();
        }
        give();
    }

    private static void keep(StopLimit limit) {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                limit.look();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops without a signal, and without a limit. */
    void give() {
        given.countDown();
    }

    boolean isGiven() {
        return given.getCount() == 0;
    }

    void await() throws InterruptedException {
        given.await();
    }
}
