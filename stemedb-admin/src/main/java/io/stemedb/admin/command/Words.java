package io.stemedb.admin.command;

import java.util.Map;

/** What a command line says, by the names of parameters and flags. */
public record Words(Map<String, String> said) {

    /** The value of a parameter or a flag; null if it is not there. */
    public String text(String name) {
        return said.get(name);
    }

    /** Whether a parameter or a flag is there. */
    public boolean has(String name) {
        return said.containsKey(name);
    }
}
