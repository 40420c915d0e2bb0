package io.stemedb.admin.data;

import io.stemedb.admin.json.Doc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What several lenses answer to one question.
 *
 * @param answers in the order of the lenses
 * @param moment what all of them have seen
 */
record SideBySide(List<String> lenses, List<Doc> answers, String moment) {
    private static final String[] ORDER = {
        "concept_path", "predicate", "lens", "value", "id", "source", "asserted_at", "recorded_at", "confidence"
    };

    /** The results of each slot, those of the first lens first. */
    List<List<Doc>> slots() {
        Map<List<String>, List<Doc>> slots = new LinkedHashMap<>();
        for (Doc answer : answers) {
            for (Doc result : answer.docs("results")) {
                List<String> slot = List.of(part(result, "concept_path"), part(result, "predicate"));
                slots.computeIfAbsent(slot, key -> new ArrayList<>()).add(result.shaped(ORDER));
            }
        }
        return new ArrayList<>(slots.values());
    }

    private static String part(Doc result, String name) {
        return String.valueOf(result.value(name));
    }

    /** Whether lenses show different values of a slot. */
    static boolean isDiffering(List<Doc> slot) {
        return slot.stream().map(result -> result.value("value")).distinct().count() > 1;
    }

    /** One answer in the form that the API has for one lens. */
    Doc document() {
        List<Object> results = new ArrayList<>();
        slots().forEach(slot -> results.addAll(Doc.values(slot)));
        Set<String> unreachable = new LinkedHashSet<>();
        boolean complete = true;
        Doc last = answers.get(0);
        for (Doc answer : answers) {
            unreachable.addAll(answer.texts("unreachable"));
            complete &= !Boolean.FALSE.equals(answer.value("complete"));
            last = answer.has("token") ? answer : last;
        }
        Doc all = last.with("results", results)
                .with("next_cursor", LensCursor.text(answers, moment))
                .with("complete", complete);
        return unreachable.isEmpty() ? all : all.with("unreachable", new ArrayList<>(unreachable));
    }
}
