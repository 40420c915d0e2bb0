package io.stemedb.admin;

import io.stemedb.admin.command.Asking;
import io.stemedb.admin.command.Pause;
import io.stemedb.admin.outcome.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** The program {@code bin/stemedb-admin}. Its script says what Java does not know: terminals, and their locale. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Surroundings around = surroundings(System.getenv(), System.getProperty("stemedb.terminals", ""));
        System.exit(run(args, around).code());
    }

    private static Outcome run(String[] args, Surroundings around) {
        try {
            return Run.of(Arrays.asList(args), around);
        } catch (RuntimeException e) { // a fault of this program: still one line, and no trace that nobody can read
            System.err.println("stemedb-admin: this should not happen: " + e + "; please report it with the command");
            return Outcome.FAILED;
        }
    }

    static Surroundings surroundings(Map<String, String> environment, String terminals) {
        return new Surroundings(
                environment,
                System.getProperty("stemedb.locale"),
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                terminals.contains("1"),
                terminals.contains("2"),
                new Terminal(terminals.contains("0") && terminals.contains("2")),
                new Sleep());
    }

    private record Terminal(boolean canAsk) implements Asking {
        private static final int MOST = 1000;

        @Override
        public String answer() {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            try {
                for (int c = System.in.read(); c >= 0 && c != '\n' && line.size() < MOST; c = System.in.read()) {
                    line.write(c);
                }
            } catch (IOException e) {
                return null;
            }
            return line.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Sleep implements Pause {
        @Override
        public void of(Duration length) {
            try {
                Thread.sleep(length.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Duration now() {
            return Duration.ofNanos(System.nanoTime());
        }
    }
}
