package io.stemedb.console.action;

import io.stemedb.refusal.StemeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A change as somebody wants it: what it is about, and what its fields say. Pure.
 *
 * @param id what it is about; empty if that is everything
 * @param said what its fields say; what is empty is left out
 */
public record Form(Act act, String id, Map<String, String> said) {
    private static final String SAFE = "[A-Za-z0-9_./:@%+=,-]+";

    /** Reads the fields of a form. */
    static Form of(Act act, String id, UnaryOperator<String> sent) {
        Map<String, String> said = new LinkedHashMap<>();
        for (Field field : act.fields()) {
            String text = sent.apply(field.name());
            if (text != null && !text.isBlank()) {
                said.put(field.name(), text.strip());
            }
        }
        return new Form(act, id, said);
    }

    public boolean on(String name) {
        return said.containsKey(name);
    }

    /** What a field says; null if nothing. */
    String text(String name) {
        return said.get(name);
    }

    /** The names of a list; none if it says nothing. */
    List<String> texts(String name) {
        return Arrays.stream(said.getOrDefault(name, "").split("[,\\s]+"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Refuses a form in which something is missing that is needed. */
    void requireWhole() {
        for (Field field : act.fields()) {
            if (field.needed() && !on(field.name())) {
                throw StemeException.malformed("/" + field.name(), "this is needed: " + field.about());
            }
        }
    }

    /** The method of the call that does the same. */
    public String method() {
        return act.call().substring(0, act.call().indexOf(' '));
    }

    /** The path of that call. */
    public String path() {
        String path = filled(act.call().substring(act.call().indexOf(' ') + 1));
        return act == Act.REVOKE_TOKEN && on("force") ? path + "?force=true" : path;
    }

    /** What is sent with that call; empty if nothing. */
    public Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (method().equals("DELETE")) {
            return body;
        }
        if (!act.idMember().isEmpty()) {
            body.put(act.idMember(), id);
        }
        for (Field field : act.fields()) {
            if (on(field.name())) {
                body.put(field.name(), value(field));
            }
        }
        return body;
    }

    private Object value(Field field) {
        return switch (field.kind()) {
            case CHECK -> true;
            case NUMBER -> number(field);
            case TEXTS -> texts(field.name());
            default -> text(field.name());
        };
    }

    private Integer number(Field field) {
        try {
            return Integer.valueOf(text(field.name()));
        } catch (NumberFormatException none) {
            throw StemeException.malformed("/" + field.name(), "must be a whole number, " + field.about());
        }
    }

    /** The command line that does the same. */
    public String command() {
        StringBuilder line = new StringBuilder("stemedb-admin ").append(filled(act.command()));
        for (Field field : act.fields()) {
            if (on(field.name()) && !field.flag().isEmpty()) {
                line.append(' ').append(field.flag());
                if (field.kind() == Field.Kind.TEXTS) {
                    line.append(' ').append(quoted(String.join(",", texts(field.name()))));
                } else if (!field.isCheck()) {
                    line.append(' ').append(quoted(text(field.name())));
                }
            }
        }
        return line.toString();
    }

    public String title() {
        return filled(act.title());
    }

    /** What is not said yet stands as its name, so that a command shows what to put there. */
    private String filled(String template) {
        String filled = template.replace("{id}", id);
        for (Field field : act.fields()) {
            String value = on(field.name()) ? quoted(text(field.name())) : "<" + field.name() + ">";
            filled = filled.replace("{" + field.name() + "}", value);
        }
        return filled;
    }

    private static String quoted(String text) {
        return text.matches(SAFE) ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
