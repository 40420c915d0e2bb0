package io.stemedb.admin.command;

import java.util.List;

/**
 * A flag.
 *
 * @param name such as {@code --leader}
 * @param letter a short name such as {@code -o}; null if it has none
 * @param value what its value is called; null if it takes none
 * @param optional whether it may be written without its value
 * @param choices all values that it takes; empty if it takes any
 * @param about one line
 */
public record Flag(String name, String letter, String value, boolean optional, List<String> choices, String about) {

    /** One that is there or not. */
    public static Flag on(String name, String about) {
        return new Flag(name, null, null, false, List.of(), about);
    }

    /** One with a value. */
    public static Flag of(String name, String value, String about) {
        return new Flag(name, null, value, false, List.of(), about);
    }

    /** The same with a short name. */
    public Flag or(String shortName) {
        return new Flag(name, shortName, value, optional, choices, about);
    }

    /** The same, which may be written without its value. */
    public Flag orAlone() {
        return new Flag(name, letter, value, true, choices, about);
    }

    /** The same, which takes no other values. */
    public Flag oneOf(String... all) {
        return new Flag(name, letter, value, optional, List.of(all), about);
    }
}
