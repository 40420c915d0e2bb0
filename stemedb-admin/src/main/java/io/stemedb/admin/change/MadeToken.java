package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Shown;
import io.stemedb.admin.token.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token that was just made: its text is told this once, alone on the standard output, or goes into a file. */
final class MadeToken {
    static final Flag TO_FILE =
            Flag.of("--to-file", "FILE", "writes it into a new file, which only its owner may read, and prints it not");

    private static final String TOKEN = "token";

    private MadeToken() {}

    /** Before a token is made: afterwards it would be lost. */
    static void requireNoFile(Call call) {
        String file = call.words().text(TO_FILE.name());
        if (file != null && Files.exists(Path.of(file), LinkOption.NOFOLLOW_LINKS)) {
            throw Trouble.usage(file + " is there already", "name a new file; no token was made");
        }
    }

    static Outcome shown(Call call, Doc made) {
        String file = call.words().text(TO_FILE.name());
        String who = "token " + made.text("id") + " with the role " + made.text("role");
        if (file == null) {
            call.screen().note(who + "; this is the only time that it is shown");
            Block text = Block.Line.of(String.valueOf(made.text(TOKEN)));
            return call.show(Shown.one(Tokens.shaped(made), text));
        }
        write(call, Path.of(file), made.text(TOKEN));
        call.screen().note(who + " is in " + file);
        Map<String, Object> members = new LinkedHashMap<>(made.members());
        members.remove(TOKEN);
        Doc secretless = Tokens.shaped(new Doc(members));
        return call.show(Shown.one(secretless, Tokens.pairs(secretless)));
    }

    /** If it cannot be written the token is printed all the same, as nobody could tell it again. */
    private static void write(Call call, Path file, String token) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path part = Files.createTempFile(folder, ".stemedb-admin-", ".part"); // for its owner alone
            try {
                Files.write(part, (token + "\n").getBytes(StandardCharsets.UTF_8));
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            call.screen().note("cannot write " + file + " (" + e + "), so here is the token:");
            call.screen().note(token);
            throw Trouble.of(
                    Outcome.FAILED, "the token was made and is not in " + file, "keep it from above, or revoke it");
        }
    }
}
