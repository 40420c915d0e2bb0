package io.stemedb.offline;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.access.TokenFile;
import io.stemedb.access.TokenSet;
import io.stemedb.access.TokenText;
import io.stemedb.files.Disk;
import io.stemedb.files.HeldFile;
import io.stemedb.files.LocalDisk;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes and ends tokens in the file of a node. The node need not be stopped: it looks at the file again and again, and
 * never writes it.
 */
public final class TokenRun {
    /** Exit code of a command that was done. */
    public static final int DONE = 0;

    /** Exit code of a command that failed; nothing was changed. */
    public static final int FAILED = 1;

    private static final String BY = "stemedb-node";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Disk disk = new LocalDisk();
    private final Path file;
    private final Path dataDir;
    private final RandomGenerator random;
    private final Instant now;
    private final Consumer<String> out;
    private final Consumer<String> err;

    /**
     * Touches nothing yet.
     *
     * @param file where tokens are kept; it need not be there
     * @param dataDir of the node that is to read it
     */
    public TokenRun(
            Path file, Path dataDir, RandomGenerator random, Instant now, Consumer<String> out, Consumer<String> err) {
        this.file = file;
        this.dataDir = dataDir;
        this.random = random;
        this.now = now;
        this.out = out;
        this.err = err;
    }

    /** Whether a node knows tokens, or nobody can tell, as far as its files say. */
    public static boolean areKnown(Path dataDir, Optional<Path> file) {
        Path own = file.orElse(dataDir.resolve(TokenFile.NAME));
        return new TokenFile(new LocalDisk(), own, dataDir).hasTokens()
                || TokenFile.known(new LocalDisk(), dataDir).hasTokens();
    }

    private interface Step {
        void on(TokenFile tokens) throws IOException;
    }

    /** What reads and then writes holds others up that would do the same, so that none of them is lost. */
    private int runAlone(Step step) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Path folder = lock.toAbsolutePath().getParent();
            disk.createDirectories(folder);
            try (HeldFile held = HeldFile.take(lock, disk.exists(dataDir) ? dataDir : folder, PATIENCE)) {
                return held.isHeld() ? run(step) : FAILED;
            }
        } catch (IOException failed) {
            err.accept("failed: " + Reason.of(failed));
            return FAILED;
        }
    }

    private int run(Step step) {
        try {
            step.on(new TokenFile(disk, file, dataDir));
            return DONE;
        } catch (IOException failed) {
            err.accept("failed: " + Reason.of(failed));
            return FAILED;
        }
    }

    /** Makes a token, and tells it; on {@code out} stands nothing else, for scripts. */
    public int create(Role role, String note) {
        return runAlone(tokens -> {
            TokenText text = TokenText.fresh(random);
            List<Token> all = new ArrayList<>(tokens.read());
            all.add(Token.of(text, role, note, now, BY));
            tokens.write(all);
            err.accept("token " + text.id() + " with the role " + role.word() + " is in " + file);
            err.accept("This is the only time that it is shown:");
            out.accept(text.text());
        });
    }

    /** Shows those that are in the file. */
    public int list() {
        return run(tokens -> {
            out.accept(row("ID", "ROLE", "CREATED", "ENDED", "NOTE"));
            for (Token token : tokens.read()) {
                String end = token.revokedAt() == null ? "-" : token.revokedAt().toString();
                out.accept(
                        row(token.id(), token.role().word(), token.createdAt().toString(), end, token.note()));
            }
            err.accept("These are the tokens in " + file + "; GET /admin/tokens of a running node has all");
        });
    }

    private static String row(String id, String role, String created, String end, String note) {
        return String.format(Locale.ROOT, "%-12s  %-8s  %-27s  %-27s  %s", id, role, created, end, note)
                .stripTrailing();
    }

    /** Ends a token that is in the file. */
    public int revoke(String id) {
        return runAlone(tokens -> {
            TokenSet all = TokenSet.of(tokens.read());
            Token token = all.get(id)
                    .orElseThrow(() -> new IOException(file + " has no token " + id
                            + "; one that was made by a running node is revoked with DELETE /admin/tokens/" + id));
            List<Token> next = new ArrayList<>(all.all());
            next.replaceAll(one -> one.id().equals(id) ? token.revoked(now) : one);
            tokens.write(next);
            err.accept("token " + id + " is revoked");
        });
    }
}
