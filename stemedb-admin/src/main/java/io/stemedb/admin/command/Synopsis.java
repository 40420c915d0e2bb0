package io.stemedb.admin.command;

import java.util.List;

/**
 * A command in words.
 *
 * @param name such as {@code node info}
 * @param about one line
 * @param more what else there is to know; may be empty
 * @param examples command lines, without the name of the program
 */
public record Synopsis(
        String name,
        Kind kind,
        String about,
        String more,
        List<Param> params,
        List<Flag> flags,
        List<String> examples) {
    public static final String PROGRAM = "stemedb-admin";

    /** One without parameters and flags. */
    public static Synopsis of(String name, Kind kind, String about) {
        return new Synopsis(name, kind, about, "", List.of(), List.of(), List.of());
    }

    public Synopsis taking(Param... all) {
        return new Synopsis(name, kind, about, more, List.of(all), flags, examples);
    }

    public Synopsis with(Flag... all) {
        return new Synopsis(name, kind, about, more, params, List.of(all), examples);
    }

    public Synopsis noting(String text) {
        return new Synopsis(name, kind, about, text, params, flags, examples);
    }

    public Synopsis likeIn(String... lines) {
        return new Synopsis(name, kind, about, more, params, flags, List.of(lines));
    }

    /** How it is written; what it is about stands before the verb, if it is about one node, shard or task. */
    public String usage() {
        int blank = name.indexOf(' ');
        StringBuilder line = new StringBuilder(PROGRAM);
        boolean first = blank > 0 && !params.isEmpty() && params.get(0).label().endsWith("_ID");
        if (first) {
            Param id = params.get(0);
            line.append(' ').append(name, 0, blank).append(' ').append(shown(id));
            line.append(name, blank, name.length());
        } else {
            line.append(' ').append(name);
        }
        for (Param param : params.subList(first ? 1 : 0, params.size())) {
            line.append(' ').append(shown(param));
        }
        for (Flag flag : flags) {
            line.append(" [")
                    .append(flag.name())
                    .append(flag.value() == null ? "" : " " + flag.value())
                    .append(']');
        }
        return line.toString();
    }

    private static String shown(Param param) {
        String label = param.choices().isEmpty() ? param.label() : String.join("|", param.choices());
        return param.needed() ? label : "[" + label + "]";
    }
}
