package io.stemedb.json;

import io.stemedb.refusal.StemeException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The members of a JSON object that {@link JsonReader} found in order, asked for one by one.
 *
 * <p>If a method speaks of a member of a type, an absent one gives null (no text, an empty list), and one of another
 * type or an explicit {@code null} is refused at its JSON pointer.
 */
public final class JsonObject {
    private static final CanonicalJson NULL = CanonicalJson.ofCanonical("null");
    private static final CanonicalJson TRUE = CanonicalJson.ofCanonical("true");
    private static final CanonicalJson FALSE = CanonicalJson.ofCanonical("false");

    private final String[] names;
    // a String for a string, CanonicalJson for everything else
    private final Object[] values;
    private CanonicalJson whole;

    private JsonObject(String[] names, Object[] values) {
        this.names = names;
        this.values = values;
    }

    public boolean has(String name) {
        return indexOf(name) >= 0;
    }

    /** The names in the order they were sent. */
    public List<String> names() {
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    /** Whether the member is there and {@code null}. */
    public boolean isNull(String name) {
        return NULL.equals(get(name));
    }

    /** A string. */
    public String text(String name) {
        Object value = get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name, value, "a string");
    }

    /** A number, exactly. */
    public BigDecimal number(String name) {
        Object value = get(name);
        return value == null ? null : new BigDecimal(number(name, value, "a number"));
    }

    /** A whole number that fits an int; {@code 1.0} and {@code 1e2} are whole. */
    public Integer integer(String name) {
        Object value = get(name);
        if (value == null) {
            return null;
        }
        String text = number(name, value, "a whole number");
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw StemeException.malformed(Pointer.of(name), "must be a whole number of at most 32 bits");
        }
    }

    /** True or false. */
    public Boolean bool(String name) {
        Object value = get(name);
        if (value == null) {
            return null;
        }
        if (value.equals(TRUE) || value.equals(FALSE)) {
            return value.equals(TRUE);
        }
        throw wrong(name, value, "true or false");
    }

    /** An array of strings; empty if the member is absent. */
    public List<String> texts(String name) {
        Object value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!isArray(value)) {
            throw wrong(name, value, "an array of strings");
        }
        return JsonReader.texts(((CanonicalJson) value).utf8(), Pointer.of(name));
    }

    /** An array of objects; empty if the member is absent. */
    public List<JsonObject> objects(String name) {
        Object value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!isArray(value)) {
            throw wrong(name, value, "an array of objects");
        }
        return JsonReader.objects(((CanonicalJson) value).utf8(), Pointer.of(name));
    }

    /** A value of any type, {@code null} included, in canonical form; null if the member is absent. */
    public CanonicalJson canonical(String name) {
        return canonicalOf(get(name));
    }

    /** An object in canonical form. */
    public CanonicalJson object(String name) {
        Object value = get(name);
        if (value == null || (value instanceof CanonicalJson json && json.utf8()[0] == '{')) {
            return (CanonicalJson) value;
        }
        throw wrong(name, value, "an object");
    }

    /** All of it in canonical form. */
    public CanonicalJson whole() {
        if (whole == null) {
            whole = writeWhole();
        }
        return whole;
    }

    /** Refuses a member whose name is none of these, and suggests the nearest one. */
    public void refuseUnknown(Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw UnknownField.refusal(name, known);
            }
        }
    }

    private CanonicalJson writeWhole() {
        Map<String, Object> sorted = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            sorted.put(names[i], values[i]);
        }
        JsonWriter out = new JsonWriter().beginObject();
        sorted.forEach((name, value) -> out.name(name).raw(canonicalOf(value)));
        return CanonicalJson.ofCanonical(out.endObject().toByteArray());
    }

    private static CanonicalJson canonicalOf(Object value) {
        return value instanceof String text
                ? CanonicalJson.ofCanonical(
                        new JsonWriter(text.length() + 2).string(text).toByteArray())
                : (CanonicalJson) value;
    }

    private Object get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    private int indexOf(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static String number(String name, Object value, String wanted) {
        if (value instanceof CanonicalJson json && (json.utf8()[0] == '-' || Character.isDigit(json.utf8()[0]))) {
            return new String(json.utf8(), StandardCharsets.US_ASCII);
        }
        throw wrong(name, value, wanted);
    }

    private static boolean isArray(Object value) {
        return value instanceof CanonicalJson json && json.utf8()[0] == '[';
    }

    private static StemeException wrong(String name, Object value, String wanted) {
        StemeException refusal = StemeException.malformed(Pointer.of(name), "must be " + wanted);
        return NULL.equals(value) ? refusal.hinting("null is not taken; leave it out") : refusal;
    }

    /** Collects members and refuses a name that comes twice. */
    static final class Builder {
        // below this a walk over the names is faster than hashing them
        private static final int FEW = 16;

        private final List<String> names = new ArrayList<>(FEW);
        private final List<Object> values = new ArrayList<>(FEW);
        private Set<String> seen;

        void add(String name, Object value) {
            if (!isNew(name)) {
                throw Canonicalizer.duplicate(Pointer.of(name));
            }
            names.add(name);
            values.add(value);
        }

        JsonObject build() {
            return new JsonObject(names.toArray(String[]::new), values.toArray());
        }

        private boolean isNew(String name) {
            if (names.size() < FEW) {
                return !names.contains(name);
            }
            if (seen == null) {
                seen = new HashSet<>(names);
            }
            return seen.add(name);
        }
    }
}
