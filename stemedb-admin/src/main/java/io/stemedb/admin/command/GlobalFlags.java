package io.stemedb.admin.command;

import java.util.ArrayList;
import java.util.List;

/** The flags that commands have in common. They may stand anywhere on the line. */
public final class GlobalFlags {
    public static final Flag GATEWAY = Flag.of(
            "--gateway",
            "ADDRESSES",
            "gateways, separated by commas; the first that is reached answers (default: http://127.0.0.1:18181)");
    public static final Flag API = Flag.of(
            "--api",
            "ADDRESSES",
            "where claims are read and written (default: where the gateway says that its API is)");
    public static final Flag PROFILE = Flag.of("--profile", "NAME", "a profile of the file of profiles");
    public static final Flag TOKEN_FILE = Flag.of("--token-file", "FILE", "the file that holds the token");
    public static final Flag CACERT = Flag.of("--cacert", "FILE", "certificates to trust, as PEM");
    public static final Flag CERT = Flag.of("--cert", "FILE", "the own certificate, as PEM");
    public static final Flag KEY = Flag.of("--key", "FILE", "its key, as PEM (PKCS #8)");
    public static final Flag OUTPUT = Flag.of(
                    "--output", "FORMAT", "the form of the answer: table, wide, json, yaml, csv")
            .or("-o")
            .oneOf("table", "wide", "json", "yaml", "csv");
    public static final Flag TIMEOUT =
            Flag.of("--timeout", "TIME", "how long an answer may take (default: 30s), and what is waited for in all");
    public static final Flag VERBOSE = Flag.on("--verbose", "shows what is sent and answered, without secrets")
            .or("-v");
    public static final Flag HELP =
            Flag.on("--help", "shows how the command is written").or("-h");
    public static final Flag WATCH = Flag.of("--watch", "SECONDS", "shows it again every 2 seconds, or so many")
            .orAlone();

    private static final List<Flag> ALL =
            List.of(GATEWAY, API, PROFILE, TOKEN_FILE, CACERT, CERT, KEY, OUTPUT, TIMEOUT, VERBOSE, HELP);

    private GlobalFlags() {}

    /** Those of all commands. */
    public static List<Flag> all() {
        return ALL;
    }

    /** Those of one command: its own flags win, and only what shows something can show it again. */
    public static List<Flag> of(Synopsis synopsis) {
        List<Flag> flags = new ArrayList<>(ALL);
        if (synopsis.kind() == Kind.READ) {
            flags.add(WATCH);
        }
        for (Flag own : synopsis.flags()) {
            flags.removeIf(flag -> flag.name().equals(own.name()));
        }
        return flags;
    }
}
