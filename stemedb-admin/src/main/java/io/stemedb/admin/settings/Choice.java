package io.stemedb.admin.settings;

import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes one choice of what flags, the file of profiles and the environment say. A flag wins over all. A profile
 * that was
 * asked for wins over the environment: who says "prod" must not talk to what a shell still has from yesterday. The
 * environment wins over the profile that the file prefers.
 */
public final class Choice {
    private static final String LOCAL = "http://127.0.0.1:18181";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_TOKEN = 4096;

    private final Asked asked;
    private final Map<String, String> environment;
    private final Profile profile;

    private Choice(Asked asked, Map<String, String> environment, Profile profile) {
        this.asked = asked;
        this.environment = environment;
        this.profile = profile;
    }

    /**
     * The choice.
     *
     * @throws Trouble a file cannot be read, or something cannot be meant
     */
    public static Connection of(Asked asked, Map<String, String> environment) {
        return new Choice(asked, environment, profile(asked.profile(), environment)).connection();
    }

    private static Profile profile(String name, Map<String, String> environment) {
        String named = environment.get("STEMEDB_ADMIN_CONFIG");
        Path file = named != null && !named.isEmpty()
                ? Path.of(named)
                : Path.of(environment.getOrDefault("HOME", "."), ".config", "stemedb", "admin.toml");
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return Profile.of(file.toString(), Toml.read(file.toString(), text), name);
        } catch (NoSuchFileException e) {
            if (name == null && (named == null || named.isEmpty())) {
                return Profile.NONE;
            }
            throw Trouble.usage("there is no file of profiles " + file, "set STEMEDB_ADMIN_CONFIG to one");
        } catch (IOException e) {
            throw Trouble.usage("cannot read the file of profiles " + file + ": " + e, null);
        }
    }

    private Connection connection() {
        String cert = first(asked.cert(), profile.cert());
        String key = first(asked.key(), profile.key());
        if ((cert == null) != (key == null)) {
            throw Trouble.usage("--cert and --key go together", "name both");
        }
        return new Connection(
                gateways(),
                apis(),
                token(),
                path(first(asked.cacert(), profile.cacert())),
                path(cert),
                path(key),
                profile.clusterId(),
                asked.timeout() == null ? PATIENCE : Durations.of("--timeout", asked.timeout()),
                asked.timeout() != null);
    }

    private List<String> gateways() {
        String said = asked.gateways();
        if (said == null && asked.profile() != null && profile.gateways() != null) {
            return addresses(profile.gateways(), Address::ofGateway);
        }
        if (said == null) {
            said = set("STEMEDB_GATEWAY");
        }
        if (said == null && profile.gateways() != null) {
            return addresses(profile.gateways(), Address::ofGateway);
        }
        return addresses(List.of(said == null ? LOCAL : said), Address::ofGateway);
    }

    /** Whoever names another gateway does not mean the API that something weaker names. */
    private List<String> apis() {
        if (asked.apis() != null) {
            return addresses(List.of(asked.apis()), Address::ofApi);
        }
        if (asked.gateways() != null) {
            return List.of();
        }
        boolean profileWins = asked.profile() != null && (profile.gateways() != null || profile.apis() != null);
        if (!profileWins && set("STEMEDB_API") != null) {
            return addresses(List.of(set("STEMEDB_API")), Address::ofApi);
        }
        boolean isOfProfile = profileWins || set("STEMEDB_GATEWAY") == null;
        return isOfProfile && profile.apis() != null ? addresses(profile.apis(), Address::ofApi) : List.of();
    }

    private static List<String> addresses(List<String> said, UnaryOperator<String> whole) {
        List<String> addresses = new ArrayList<>();
        for (String several : said) {
            for (String one : Arrays.asList(several.split(",", -1))) {
                if (!one.isBlank()) {
                    addresses.add(whole.apply(one.strip()));
                }
            }
        }
        if (addresses.isEmpty()) {
            throw Trouble.usage("an address is empty", "write one as http://HOST:PORT");
        }
        return addresses;
    }

    private String token() {
        if (asked.tokenFile() != null) {
            return read(asked.tokenFile());
        }
        if (asked.profile() != null && profile.tokenFile() != null) {
            return read(profile.tokenFile());
        }
        String file = set("STEMEDB_TOKEN_FILE");
        if (file != null) {
            return read(file);
        }
        String token = set("STEMEDB_TOKEN");
        if (token != null) {
            return judged(token.strip(), "STEMEDB_TOKEN");
        }
        return profile.tokenFile() == null ? null : read(profile.tokenFile());
    }

    private String read(String file) {
        Path path = path(file);
        try {
            if (Files.size(path) > MOST_TOKEN) {
                throw Trouble.usage(file + " is too large for a token", null);
            }
            return judged(Files.readString(path, StandardCharsets.UTF_8).strip(), file);
        } catch (IOException e) {
            throw Trouble.of(Outcome.FAILED, "cannot read the token in " + file, "look whether you may read that file");
        }
    }

    /** It goes into a header, so no line break may be in it; and it is never part of a message. */
    private static String judged(String token, String from) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= ' ' || token.charAt(i) > '~') {
                throw Trouble.usage(from + " holds no token", "a token is one word of letters, digits and signs");
            }
        }
        if (token.isEmpty()) {
            throw Trouble.usage(from + " is empty", "put the token into it");
        }
        return token;
    }

    /** A file; one that begins with a tilde is in the home folder, as no shell has read what a profile says. */
    private Path path(String file) {
        if (file == null) {
            return null;
        }
        boolean home = file.startsWith("~/") && environment.get("HOME") != null;
        return home ? Path.of(environment.get("HOME"), file.substring(2)) : Path.of(file);
    }

    private String set(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static String first(String one, String other) {
        return one != null ? one : other;
    }
}
