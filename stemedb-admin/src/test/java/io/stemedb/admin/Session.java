package io.stemedb.admin;

import io.stemedb.admin.command.Asking;
import io.stemedb.admin.command.Pause;
import io.stemedb.admin.outcome.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A terminal, or a script, from which commands are run in this process. */
final class Session {
    private final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/nonexistent"));
    private final Deque<String> answers = new ArrayDeque<>();
    private InputStream in = InputStream.nullInputStream();
    private String locale = "en_US.UTF-8";
    private boolean terminal;
    private int pauses = 1000;

    /** What came of a command. */
    record Result(int code, String out, String err) {}

    /** Thrown in place of the end of a terminal, when somebody has watched long enough. */
    static final class EnoughException extends RuntimeException {}

    static Session with(FakeGateway gateway) {
        return new Session().set("STEMEDB_GATEWAY", gateway.address()).set("STEMEDB_API", gateway.address());
    }

    Session set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** With this on the standard input. */
    Session reading(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Session locale(String name) {
        locale = name;
        return this;
    }

    /** On a terminal, at which somebody answers so. */
    Session onTerminal(String... lines) {
        terminal = true;
        answers.addAll(Arrays.asList(lines));
        return this;
    }

    /** Ends the second that is paused after so many. */
    Session patientFor(int count) {
        pauses = count;
        return this;
    }

    Result run(String line) {
        return run(List.of(line.split(" ")));
    }

    Result run(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings around =
                new Surroundings(environment, locale, in, out, err, terminal, terminal, new Somebody(), new Counted());
        int code;
        try {
            code = Run.of(words, around).code();
        } catch (EnoughException e) {
            code = Outcome.FINE.code();
        }
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private final class Somebody implements Asking {
        @Override
        public boolean canAsk() {
            return terminal;
        }

        @Override
        public String answer() {
            return answers.poll();
        }
    }

    /** Time goes on only while something waits. */
    private final class Counted implements Pause {
        private Duration now = Duration.ZERO;
        private int count;

        @Override
        public void of(Duration length) {
            now = now.plus(length);
            if (++count > pauses) {
                throw new EnoughException();
            }
        }

        @Override
        public Duration now() {
            return now;
        }
    }
}
