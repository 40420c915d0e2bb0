package io.stemedb.node;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What of the log an operator sees: StemeDB's own warnings, and on standard output each change of who keeps or leads a
 * shard, as operators look for these where the output of a service is kept. It also remembers the first failure of a
 * start, because the
 * server logs why an application did not come up and then goes on as if it had.
 */
public final class ConsoleLog extends Handler {
    private static final int LONGEST = 500;

    /** The application logs it, and answers the launcher with it, which ends with these very words. */
    private static final String TOLD_BY_THE_LAUNCHER = "the node cannot start";

    /** Where the leaders and the lists of shards change. */
    private static final String MOVES = "io.stemedb.cluster.move.";

    private static final AtomicReference<String> FIRST_FAILURE = new AtomicReference<>();

    /** Of the errors that were logged without what was thrown; some are harmless. */
    private static final AtomicReference<String> FIRST_ERROR = new AtomicReference<>();

    private final PrintStream console;
    private final PrintStream output;
    private final Formatter formatter = new SimpleFormatter();

    /** The server replaces System.out and System.err by streams into its log, so these are its own. */
    public ConsoleLog() {
        this(
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    }

    ConsoleLog(PrintStream console, PrintStream output) {
        this.console = console;
        this.output = output;
    }

    /** For a command that starts no server: what is logged beside what it prints itself has the same form. */
    static void takeOver() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new ConsoleLog());
    }

    /** Why the application did not come up, as far as the log knows. */
    static Optional<String> firstFailure() {
        return Optional.ofNullable(FIRST_FAILURE.get());
    }

    /** For a server that says itself that it failed, but not why. */
    static Optional<String> firstFailureOrError() {
        return firstFailure().or(() -> Optional.ofNullable(FIRST_ERROR.get()));
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
            remember(record);
        }
        if (isForTheOperator(record)) {
            String message = formatter.formatMessage(record);
            if (!message.startsWith(TOLD_BY_THE_LAUNCHER)) {
                boolean failure = record.getLevel().intValue() >= Level.SEVERE.intValue();
                console.println("stemedb-node: " + (failure ? "error: " : "warning: ") + message);
            }
        } else if (isMove(record)) {
            output.println("stemedb-node: " + formatter.formatMessage(record));
        }
    }

    private static boolean isMove(LogRecord record) {
        return String.valueOf(record.getLoggerName()).startsWith(MOVES)
                && record.getLevel().intValue() >= Level.INFO.intValue();
    }

    private void remember(LogRecord record) {
        if (record.getThrown() != null) {
            FIRST_FAILURE.compareAndSet(null, rootOf(record.getThrown()));
        } else {
            FIRST_ERROR.compareAndSet(null, inOneLine(formatter.formatMessage(record)));
        }
    }

    private static boolean isForTheOperator(LogRecord record) {
        return String.valueOf(record.getLoggerName()).startsWith("io.stemedb")
                && record.getLevel().intValue() >= Level.WARNING.intValue();
    }

    @Override
    public void flush() {
        console.flush();
        output.flush();
    }

    @Override
    public void close() {
        flush();
    }

    /** The innermost reason, in one line. */
    static String rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof UnknownHostException unknown && unknown.getMessage() != null) {
            String name = unknown.getMessage().split(":", 2)[0];
            return "the name of this machine, " + name + ", leads to no address; add the line \"127.0.1.1 " + name
                    + "\" to /etc/hosts";
        }
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + inOneLine(root.getMessage()));
    }

    private static String inOneLine(String message) {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
