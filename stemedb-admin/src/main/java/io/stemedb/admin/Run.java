package io.stemedb.admin;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.GlobalFlags;
import io.stemedb.admin.command.Parser;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.command.Words;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.gateway.HttpGateway;
import io.stemedb.admin.gateway.Wire;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.settings.Asked;
import io.stemedb.admin.settings.Choice;
import io.stemedb.admin.settings.Connection;
import io.stemedb.admin.settings.Durations;
import io.stemedb.admin.show.Format;
import io.stemedb.admin.show.Screen;
import io.stemedb.admin.show.Style;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One command from its line to its end. */
final class Run {
    private static final Duration STEP = Duration.ofSeconds(2);

    private final Surroundings around;
    private final PrintStream out;
    private final PrintStream err;

    private Run(Surroundings around) {
        this.around = around;
        Charset charset = around.isUtf8() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        this.out = new PrintStream(around.out(), false, charset);
        this.err = new PrintStream(around.err(), false, charset);
    }

    /** Runs the command of a line. */
    static Outcome of(List<String> words, Surroundings around) {
        return new Run(around).run(words);
    }

    private Outcome run(List<String> words) {
        Screen plain = screen(Format.TABLE);
        try {
            Line line = Line.of(words);
            if (line.help()) {
                out.print(Help.of(line.name()));
                out.flush();
                return Outcome.FINE;
            }
            return run(Catalogue.verb(line.name()), line.rest());
        } catch (Trouble trouble) {
            plain.note(Synopsis.PROGRAM + ": " + trouble.line());
            return trouble.outcome();
        } finally {
            out.flush();
        }
    }

    private Outcome run(Verb verb, List<String> rest) {
        Synopsis synopsis = verb.synopsis();
        Words words = Parser.parse(synopsis, rest);
        Screen screen = screen(format(synopsis, words));
        Connection connection = Choice.of(asked(words), around.environment());
        Wire wire = words.has(GlobalFlags.VERBOSE.name()) ? screen::note : Wire.SILENT;
        Consumer<String> warning = text -> screen.note(Synopsis.PROGRAM + ": warning: " + text);
        Gateway gateway = HttpGateway.ofGateway(connection, wire, warning);
        Gateway api = HttpGateway.ofApi(connection, wire, warning);
        Call call = new Call(words, gateway, api, connection, screen, around.in(), around.asking(), around.pause());
        if (words.has(GlobalFlags.WATCH.name())) {
            return watch(verb, call);
        }
        return verb.run(call);
    }

    /** Until somebody ends it. A gateway that is away for a while is shown as such. */
    private Outcome watch(Verb verb, Call call) {
        String said = call.words().text(GlobalFlags.WATCH.name());
        Duration step = said.isEmpty() ? STEP : Durations.of(GlobalFlags.WATCH.name(), said);
        while (!Thread.currentThread().isInterrupted()) {
            call.screen().again();
            try {
                verb.run(call);
            } catch (Trouble trouble) {
                if (trouble.outcome() == Outcome.USAGE || trouble.outcome() == Outcome.NOT_ALLOWED) {
                    throw trouble;
                }
                call.screen().note(Synopsis.PROGRAM + ": " + trouble.line());
            }
            around.pause().of(step);
        }
        return Outcome.FINE;
    }

    /** One command takes a file there. */
    private static Format format(Synopsis synopsis, Words words) {
        boolean own = synopsis.flags().stream().anyMatch(flag -> flag.name().equals(GlobalFlags.OUTPUT.name()));
        return own || !words.has(GlobalFlags.OUTPUT.name())
                ? Format.TABLE
                : Format.of(words.text(GlobalFlags.OUTPUT.name()));
    }

    private Screen screen(Format format) {
        return new Screen(
                out,
                err,
                new Style(format, around.isUtf8(), around.hasColours(), around.outIsTerminal()),
                around.errIsTerminal());
    }

    private static Asked asked(Words words) {
        return new Asked(
                words.text(GlobalFlags.GATEWAY.name()),
                words.text(GlobalFlags.API.name()),
                words.text(GlobalFlags.PROFILE.name()),
                words.text(GlobalFlags.TOKEN_FILE.name()),
                words.text(GlobalFlags.CACERT.name()),
                words.text(GlobalFlags.CERT.name()),
                words.text(GlobalFlags.KEY.name()),
                words.text(GlobalFlags.TIMEOUT.name()));
    }
}
