package io.stemedb.admin.debug;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code debug export}. */
public final class ExportVerb implements Verb {
    private static final String OUTPUT = "--output";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("debug export", Kind.TOOL, "Writes what whoever is to help would ask for into a file")
                .with(Flag.of(OUTPUT, "FILE", "the file, or - for the standard output (needed)")
                        .or("-o"))
                .noting("It holds health, members, shards, and what nodes tell of themselves; no claims, no secrets. "
                        + "Look at paths, names of hosts and reasons of tasks before you hand it on.")
                .likeIn("debug export --output cluster-state.json");
    }

    @Override
    public Outcome run(Call call) {
        String file = call.words().text(OUTPUT);
        if (file == null) {
            throw Trouble.usage("--output is missing", "name the file: debug export --output cluster-state.json");
        }
        byte[] all = call.gateway().bytes("/admin/debug/export");
        if (file.equals("-")) {
            call.screen().out().write(all, 0, all.length);
            call.screen().out().flush();
            return Outcome.FINE;
        }
        write(Path.of(file), all);
        call.screen().note("written to " + file + ": " + all.length + " bytes");
        return Outcome.FINE;
    }

    /** Whole or not at all; only its owner may read it. */
    private static void write(Path file, byte[] all) {
        Path whole = file.toAbsolutePath();
        try {
            // made so, a temporary file is for its owner alone
            Path part = Files.createTempFile(whole.getParent(), ".stemedb-admin-", ".part");
            try {
                Files.write(part, all);
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw Trouble.of(
                    Outcome.FAILED, "cannot write " + file + ": " + e, "name a file in a folder that you may write to");
        }
    }
}
