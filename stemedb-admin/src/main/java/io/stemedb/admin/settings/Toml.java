package io.stemedb.admin.settings;

import io.stemedb.admin.outcome.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of TOML that profiles need: tables, and keys with a string or a list of strings. It refuses the rest
 * with the number of the line. A whole parser would take as long to load as everything else together.
 */
final class Toml {
    private final String file;
    private final Map<String, Map<String, List<String>>> tables = new LinkedHashMap<>();
    private Map<String, List<String>> table = new LinkedHashMap<>();
    private String line = "";
    private int number;
    private int at;

    private Toml(String file) {
        this.file = file;
        tables.put("", table);
    }

    /**
     * Tables by name, in each of them lists of strings by key; a single string is a list of one.
     *
     * @param file name of the file, for what is refused
     */
    static Map<String, Map<String, List<String>>> read(String file, String text) {
        Toml toml = new Toml(file);
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            toml.number = i + 1;
            toml.line = lines[i].strip();
            toml.at = 0;
            toml.readLine();
        }
        return toml.tables;
    }

    private void readLine() {
        if (isAtEnd()) {
            return;
        }
        if (take('[')) {
            String name = key();
            while (take('.')) {
                name += "." + key();
            }
            require(']');
            table = new LinkedHashMap<>();
            if (tables.put(name, table) != null) {
                throw wrong("the table [" + name + "] is there twice");
            }
        } else {
            String key = key();
            require('=');
            if (table.put(key, values()) != null) {
                throw wrong("the key " + key + " is there twice");
            }
        }
        if (!isAtEnd()) {
            throw wrong("cannot read what follows column " + (at + 1));
        }
    }

    private List<String> values() {
        if (!take('[')) {
            return List.of(string());
        }
        List<String> values = new ArrayList<>();
        while (!take(']')) {
            values.add(string());
            if (!take(',')) {
                require(']');
                break;
            }
        }
        return values;
    }

    private String key() {
        skipBlanks();
        if (at < line.length() && (line.charAt(at) == '"' || line.charAt(at) == '\'')) {
            return string();
        }
        int from = at;
        while (at < line.length() && isBare(line.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw wrong("a key is missing at column " + (at + 1));
        }
        return line.substring(from, at);
    }

    private static boolean isBare(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private String string() {
        skipBlanks();
        char quote = at < line.length() ? line.charAt(at) : 0;
        if (quote != '"' && quote != '\'') {
            throw wrong("a value is a string in quotes, or a list of them on one line");
        }
        StringBuilder text = new StringBuilder();
        for (at++; at < line.length() && line.charAt(at) != quote; at++) {
            char c = line.charAt(at);
            if (c == '\\' && quote == '"') {
                at++;
                c = at < line.length() ? line.charAt(at) : 0;
                if (c != '"' && c != '\\') {
                    throw wrong("of escapes only \\\" and \\\\ are read; put the string into single quotes");
                }
            }
            text.append(c);
        }
        if (at >= line.length()) {
            throw wrong("a string does not end");
        }
        at++;
        return text.toString();
    }

    private boolean take(char expected) {
        skipBlanks();
        if (at < line.length() && line.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void require(char expected) {
        if (!take(expected)) {
            throw wrong("'" + expected + "' is missing at column " + (at + 1));
        }
    }

    private boolean isAtEnd() {
        skipBlanks();
        return at >= line.length() || line.charAt(at) == '#';
    }

    private void skipBlanks() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private Trouble wrong(String what) {
        return Trouble.usage(file + ", line " + number + ": " + what, "docs/cli.md shows a file of profiles");
    }
}
