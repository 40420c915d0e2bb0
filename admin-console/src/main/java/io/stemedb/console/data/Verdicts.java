package io.stemedb.console.data;

import io.stemedb.console.data.ExplorePage.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Puts what lenses have answered side by side. Pure. */
final class Verdicts {
    private Verdicts() {}

    /** @param answers of each lens, a result for each predicate */
    static List<Verdict> of(List<List<Map<String, Object>>> answers) {
        Map<String, List<Map<String, Object>>> byPredicate = new TreeMap<>();
        for (int lens = 0; lens < answers.size(); lens++) {
            for (Map<String, Object> result : answers.get(lens)) {
                byPredicate
                        .computeIfAbsent(
                                String.valueOf(result.get("predicate")),
                                predicate -> new ArrayList<>(Arrays.asList(empty(answers.size()))))
                        .set(lens, result);
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        byPredicate.forEach((predicate, results) -> verdicts.add(new Verdict(predicate, results, agree(results))));
        return verdicts;
    }

    @SuppressWarnings("unchecked") // an array of one kind, filled by nobody else
    private static Map<String, Object>[] empty(int size) {
        return (Map<String, Object>[]) new Map<?, ?>[size];
    }

    private static boolean agree(List<Map<String, Object>> results) {
        return results.stream()
                        .map(result -> result == null ? null : result.get("value"))
                        .map(Objects::toString)
                        .distinct()
                        .count()
                == 1;
    }
}
