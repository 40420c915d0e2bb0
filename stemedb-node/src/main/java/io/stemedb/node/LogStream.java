package io.stemedb.node;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the server prints instead of logging it: a line of the log each. */
final class LogStream extends OutputStream {
    private final Logger log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LogStream(String name) {
        log = Logger.getLogger(name);
    }

    /** From now on nothing but this launcher's own words reaches the console. */
    static void takeOverTheConsole() {
        System.setOut(new PrintStream(new LogStream("console.out"), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new LogStream("console.err"), true, StandardCharsets.UTF_8));
        Logger failures = Logger.getLogger("io.stemedb.uncaught");
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                failures.log(Level.SEVERE, thrown, () -> "thread " + thread.getName() + " died: " + thrown));
    }

    @Override
    public synchronized void write(int octet) {
        if (octet != '\n') {
            line.write(octet);
        } else if (line.size() > 0) {
            log.info(line.toString(StandardCharsets.UTF_8).stripTrailing());
            line.reset();
        }
    }
}
