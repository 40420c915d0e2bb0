package io.stemedb.admin.command;

import java.util.List;

/**
 * What a command is about.
 *
 * @param label such as {@code NODE_ID}
 * @param needed whether it has to be there
 * @param choices all that it may be; empty if it may be anything
 */
public record Param(String label, boolean needed, List<String> choices, String about) {
    public static Param of(String label, String about) {
        return new Param(label, true, List.of(), about);
    }

    /** The same, which may be left out. */
    public Param orNone() {
        return new Param(label, false, choices, about);
    }

    /** The same, which takes nothing else. */
    public Param oneOf(String... all) {
        return new Param(label, needed, List.of(all), about);
    }
}
