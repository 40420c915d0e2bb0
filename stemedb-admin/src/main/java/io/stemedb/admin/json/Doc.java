package io.stemedb.admin.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object. A member of another type than is asked for counts as absent: a later gateway may say more than this
 * client knows, and an operator should see what there is.
 */
public final class Doc {
    private final Map<String, Object> members;

    public Doc(Map<String, Object> members) {
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The object that a text holds; an empty one if it holds something else. */
    @SuppressWarnings("unchecked") // what Json reads has no other keys
    public static Doc of(Object value) {
        return new Doc(value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
    }

    public Map<String, Object> members() {
        return members;
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Any value; null if it is absent or null. */
    public Object value(String name) {
        return members.get(name);
    }

    /** A string; null if there is none. */
    public String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** A number; null if there is none. */
    public BigDecimal number(String name) {
        return members.get(name) instanceof BigDecimal number ? number : null;
    }

    /** Whether the member is there and true. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    /** An object; an empty one if there is none. */
    public Doc doc(String name) {
        return of(members.get(name));
    }

    /** The objects of an array. */
    public List<Doc> docs(String name) {
        List<Doc> docs = new ArrayList<>();
        if (members.get(name) instanceof List<?> list) {
            for (Object item : list) {
                docs.add(of(item));
            }
        }
        return docs;
    }

    /** The strings of an array. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (members.get(name) instanceof List<?> list) {
            for (Object item : list) {
                texts.add(String.valueOf(item));
            }
        }
        return texts;
    }

    /** The same with one member changed, or added at the end. */
    public Doc with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return new Doc(changed);
    }

    /**
     * The same with these members first, in this order, since a gateway sends them in any. None of them is
     * absent: what is
     * not known is null.
     */
    public Doc shaped(String... names) {
        Map<String, Object> shaped = new LinkedHashMap<>();
        for (String name : names) {
            shaped.put(name, members.get(name));
        }
        members.forEach(shaped::putIfAbsent);
        return new Doc(shaped);
    }

    /** The same, in which these members are there: what is not known is null. */
    public Doc shapedLast(String... names) {
        Map<String, Object> shaped = new LinkedHashMap<>(members);
        for (String name : names) {
            shaped.putIfAbsent(name, null);
        }
        return new Doc(shaped);
    }

    /** The same with the objects of an array shaped so. */
    public Doc shapedAll(String list, String... names) {
        List<Object> shaped = new ArrayList<>();
        for (Doc doc : docs(list)) {
            shaped.add(doc.shaped(names).members);
        }
        return with(list, shaped);
    }

    /** The plain values of documents, to be members of another one. */
    public static List<Object> values(List<Doc> docs) {
        List<Object> values = new ArrayList<>();
        for (Doc doc : docs) {
            values.add(doc.members);
        }
        return values;
    }
}
