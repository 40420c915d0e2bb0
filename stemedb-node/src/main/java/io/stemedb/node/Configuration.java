package io.stemedb.node;

import io.stemedb.offline.TokenRun;
import io.stemedb.settings.Fault;
import io.stemedb.settings.Key;
import io.stemedb.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What holds for this start: flags beat the environment, which beats the file, which beats the defaults. */
final class Configuration {
    /** A text and who said it. */
    record Given(String text, String origin) {}

    private final Map<Key, Given> given = new EnumMap<>(Key.class);
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Settings.Tokens tokens;
    private final Settings settings;

    /**
     * Weighs all sources.
     *
     * @param flags by key; only those that were given
     * @param environment all variables of the process
     * @param files a later one wins over those before it
     * @param defaults by key; only those that are not the key's own
     */
    Configuration(Map<Key, Given> flags, Map<String, String> environment, List<Path> files, Map<Key, String> defaults) {
        this(flags, environment, files, defaults, LocalAddress.BY_THE_ROUTES);
    }

    /** As above, for a test that says which addresses this machine has. */
    Configuration(
            Map<Key, Given> flags,
            Map<String, String> environment,
            List<Path> files,
            Map<Key, String> defaults,
            LocalAddress local) {
        this(
                flags,
                environment,
                files,
                defaults,
                local,
                settings -> TokenRun.areKnown(
                        settings.node().dataDir(), settings.security().tokensFile()));
    }

    /** As above, for whoever knows whether there are tokens. */
    Configuration(
            Map<Key, Given> flags,
            Map<String, String> environment,
            List<Path> files,
            Map<Key, String> defaults,
            LocalAddress local,
            Settings.Tokens tokens) {
        this.tokens = tokens;
        defaults.forEach((key, text) -> given.put(key, new Given(text, "default")));
        files.forEach(this::takeFile);
        takeEnvironment(environment);
        given.putAll(flags);
        Map<String, Key> keys = Arrays.stream(Key.values()).collect(Collectors.toMap(Key::fullName, key -> key));
        given.putAll(new SeedAddress(local).missing(judge(keys).settings(), given));
        var judgement = judge(keys);
        judgement.faults().forEach(fault -> faults.add(withOrigin(fault, keys)));
        settings = judgement.settings();
        judgeSecret(keys);
    }

    /** A node that cannot read its secret would find out only when it meets another node. */
    private void judgeSecret(Map<String, Key> keys) {
        try {
            var unused = settings.cluster().secret(Files::readAllBytes);
        } catch (IOException unreadable) {
            Path file = settings.cluster().secretFile().orElseThrow();
            Fault fault = new Fault(
                    Key.CLUSTER_SECRET_FILE.fullName(), file + ": " + PlainReasons.unreadable(file, unreadable));
            faults.add(withOrigin(fault, keys));
        }
    }

    private Settings.Judgement judge(Map<String, Key> keys) {
        return Settings.judge(
                name -> Optional.ofNullable(given.get(keys.get(name))).map(Given::text), tokens);
    }

    Settings settings() {
        return settings;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** What is no fault, but not what somebody seems to have meant. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The text of a key and who said it; empty if that is its own default. */
    Optional<Given> given(Key key) {
        return Optional.ofNullable(given.get(key));
    }

    /** Every key with the text that holds. */
    Map<Key, String> effective() {
        Map<Key, String> all = new EnumMap<>(Key.class);
        for (Key key : Key.values()) {
            all.put(key, given.containsKey(key) ? given.get(key).text() : key.standard());
        }
        all.put(Key.DATA_DIR, settings.node().dataDir().toString());
        return all;
    }

    /** Every key with the text that holds and where it comes from. */
    void print(PrintStream out) {
        effective()
                .forEach((key, text) -> out.printf(
                        Locale.ROOT,
                        "%-42s %-24s %s%n",
                        key.fullName(),
                        text.isEmpty() ? "\"\"" : text,
                        given.containsKey(key) ? given.get(key).origin() : "default"));
    }

    private void takeFile(Path path) {
        ConfigFile file = ConfigFile.read(path);
        given.putAll(file.values());
        faults.addAll(file.faults());
    }

    private void takeEnvironment(Map<String, String> environment) {
        KeyNames.SHORT.forEach((name, key) -> take(environment, KeyNames.ofShort(name), key));
        for (Key key : Key.values()) {
            take(environment, key.environmentName(), key);
        }
        environment.keySet().stream()
                .sorted()
                .flatMap(variable -> KeyNames.strange(variable).stream())
                .forEach(warnings::add);
    }

    private void take(Map<String, String> environment, String variable, Key key) {
        String text = environment.get(variable);
        // Set to nothing is how most shells and unit files unset a variable.
        if (text != null && !text.isEmpty()) {
            given.put(key, new Given(text, "environment " + variable));
        }
    }

    private Fault withOrigin(Fault fault, Map<String, Key> keys) {
        Given said = given.get(keys.get(fault.key()));
        return said == null ? fault : new Fault(fault.key() + " (" + said.origin() + ")", fault.problem());
    }
}
