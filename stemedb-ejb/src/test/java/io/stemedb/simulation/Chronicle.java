package io.stemedb.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened: in order, for a seed that falls; and how often, to show that the seeds see everything happen. */
public final class Chronicle {
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    public void did(String what, Object details) {
        lines.add(what + " " + details);
        count(what);
    }

    public void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    public Map<String, Integer> counts() {
        return counts;
    }

    @Override
    public String toString() {
        return String.join("\n  ", lines);
    }
}
