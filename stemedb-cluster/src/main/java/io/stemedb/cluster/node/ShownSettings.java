package io.stemedb.cluster.node;

import io.stemedb.settings.Key;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The configuration as it may be handed to others: what could let somebody in is left out. Pure. */
final class ShownSettings {
    static final String LEFT_OUT = "(left out)";

    private static final Pattern SECRET = Pattern.compile("secret|token|password|credential|_key");

    /** As in {@code https://name:word@host}. */
    private static final Pattern LOGIN = Pattern.compile("//[^/@\\s]+@");

    private ShownSettings() {}

    /**
     * Every setting by its name in a file.
     *
     * @param source what was set, by full name
     */
    static Map<String, String> of(Function<String, Optional<String>> source) {
        Map<String, String> shown = new TreeMap<>();
        for (Key key : Key.values()) {
            shown.put(key.path(), shown(key, source.apply(key.fullName()).orElseGet(key::standard)));
        }
        return shown;
    }

    private static String shown(Key key, String value) {
        boolean secret = SECRET.matcher(key.path()).find();
        return secret && !value.isEmpty() ? LEFT_OUT : LOGIN.matcher(value).replaceAll("//" + LEFT_OUT + "@");
    }
}
