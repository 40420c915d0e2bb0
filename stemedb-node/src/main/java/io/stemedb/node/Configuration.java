package io.stemedb.node;

import io.stemedb.settings.Fault;
import io.stemedb.settings.Key;
import io.stemedb.settings.Settings;
import java.io.PrintStream;
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
    private final Settings settings;

    /**
     * Weighs all sources.
     *
     * @param flags by key; only those that were given
     * @param environment all variables of the process
     * @param file the file that was named, if one was
     * @param defaults by key; only those that are not the key's own
     */
    Configuration(
            Map<Key, Given> flags, Map<String, String> environment, Optional<Path> file, Map<Key, String> defaults) {
        defaults.forEach((key, text) -> given.put(key, new Given(text, "default")));
        file.ifPresent(this::takeFile);
        takeEnvironment(environment);
        given.putAll(flags);
        Map<String, Key> keys = Arrays.stream(Key.values()).collect(Collectors.toMap(Key::fullName, key -> key));
        var judgement = Settings.judge(
                name -> Optional.ofNullable(given.get(keys.get(name))).map(Given::text));
        judgement.faults().forEach(fault -> faults.add(withOrigin(fault, keys)));
        settings = judgement.settings();
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
