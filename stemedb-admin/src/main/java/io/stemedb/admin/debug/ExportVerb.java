package io.stemedb.admin.debug;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.OwnVersion;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code debug export}. */
public final class ExportVerb implements Verb {
    private static final String OUTPUT = "--output";
    private static final String MAX_SIZE = "--max-size";
    private static final String MOST = "64MiB";
    private static final int MOST_DIGITS = 9;

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("debug export", Kind.TOOL, "Writes what whoever is to help would ask for into a file")
                .with(
                        Flag.of(OUTPUT, "FILE", "the file, or - for the standard output (needed)")
                                .or("-o"),
                        Flag.of(
                                MAX_SIZE,
                                "SIZE",
                                "how large its parts may be in all: bytes, KiB or MiB (default and " + "most: 64MiB)"))
                .noting("A manifest in it names each part with its length and SHA-256, and what was left out and why. "
                        + "It holds health, members, shards, and what nodes tell of themselves; no claims, no secrets. "
                        + "Look at paths, names of hosts and reasons of tasks before you hand it on.")
                .likeIn("debug export --output cluster-state.json");
    }

    @Override
    public Outcome run(Call call) {
        String file = call.words().text(OUTPUT);
        if (file == null) {
            throw Trouble.usage("--output is missing", "name the file: debug export --output cluster-state.json");
        }
        long most = size(call.words().has(MAX_SIZE) ? call.words().text(MAX_SIZE) : MOST);
        byte[] all = bundle(call, call.gateway().bytes("/admin/debug/export"), most);
        if (file.equals("-")) {
            call.screen().out().write(all, 0, all.length);
            call.screen().out().flush();
            return Outcome.FINE;
        }
        write(Path.of(file), all);
        call.screen().note("written to " + file + ": " + all.length + " bytes");
        return Outcome.FINE;
    }

    private static byte[] bundle(Call call, byte[] export, long most) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("made_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        about.put("client", OwnVersion.text());
        about.put("gateways", call.connection().gateways());
        try {
            return Bundle.of(export, about, most);
        } catch (IOException e) {
            throw Trouble.of(
                    Outcome.FAILED, "the gateway answered with something else than an export", "see --verbose");
        }
    }

    /** Bytes; an answer larger than 64 MiB is not read. */
    private static long size(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long unit = switch (text.substring(digits)) {
            case "" -> 1;
            case "KiB" -> 1 << 10;
            case "MiB" -> 1 << 20;
            default -> 0;
        };
        long size = digits > 0 && digits <= MOST_DIGITS ? Long.parseLong(text.substring(0, digits)) * unit : 0;
        if (size <= 0 || size > 64 << 20) {
            throw Trouble.usage(MAX_SIZE + " takes no '" + text + "'", "write 500KiB, 10MiB, or at most " + MOST);
        }
        return size;
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
