package io.stemedb.node;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.access.TokenFile;
import io.stemedb.offline.TokenRun;
import io.stemedb.refusal.StemeException;
import io.stemedb.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code stemedb-node token}. */
@Command(
        name = "token",
        description = "Makes, lists and revokes tokens in the file of a node, running or stopped.",
        sortOptions = false,
        footer = {
            "",
            "A running node looks at the file once a second, and tells the other nodes of its cluster. From the first",
            "token on every call needs one. A token that was revoked stays revoked, whatever the file says.",
            "Exit codes: 0 done, 1 failed, 2 wrong flags or configuration."
        })
final class TokenCommand implements Runnable {
    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli writes it, and acts on it itself
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this and end")
    private boolean help;

    TokenCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: create, list or revoke");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private int on(DirectoryFlags directory, Function<TokenRun, Integer> work) {
        Optional<Settings> settings = directory.judgedForTokens(err);
        if (settings.isEmpty()) {
            return Main.FAULTY;
        }
        Path standard = settings.get().node().dataDir().resolve(TokenFile.NAME);
        Path file = settings.get().security().tokensFile().orElse(standard);
        return work.apply(new TokenRun(
                file,
                settings.get().node().dataDir(),
                new SecureRandom(),
                now(),
                out::println,
                line -> err.println("stemedb-node: " + line)));
    }

    @Command(name = "create", description = "Makes a token and prints it, once.", sortOptions = false)
    int create(
            @Option(names = "--role", paramLabel = "ROLE", required = true, description = "reader, writer or operator")
                    String role,
            @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "whose it is, or what for")
                    String note,
            @Mixin DirectoryFlags directory) {
        Optional<Role> known = Role.of(role);
        if (known.isEmpty()) {
            err.println("stemedb-node: --role is reader, writer or operator, not " + role);
            return Main.FAULTY;
        }
        try {
            Token.checkNote(note);
        } catch (StemeException refused) {
            err.println("stemedb-node: --note: " + refused.getMessage());
            return Main.FAULTY;
        }
        return on(directory, run -> run.create(known.get(), note));
    }

    @Command(name = "list", description = "Lists the tokens in the file.", sortOptions = false)
    int list(@Mixin DirectoryFlags directory) {
        return on(directory, TokenRun::list);
    }

    @Command(name = "revoke", description = "Ends a token that is in the file.", sortOptions = false)
    int revoke(
            @Parameters(paramLabel = "ID", description = "the token's id, its second part") String id,
            @Mixin DirectoryFlags directory) {
        return on(directory, run -> run.revoke(id));
    }
}
