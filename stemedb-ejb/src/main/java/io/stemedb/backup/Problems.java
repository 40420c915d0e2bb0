package io.stemedb.backup;

import java.util.ArrayList;
import java.util.List;

/** What is wrong, as far as anybody will read it. */
final class Problems {
    private static final int MOST = 100;

    private final List<String> lines = new ArrayList<>();
    private long more;

    void add(String line) {
        if (lines.size() < MOST) {
            lines.add(line);
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<String> list() {
        List<String> all = new ArrayList<>(lines);
        if (more > 0) {
            all.add(more + " more");
        }
        return List.copyOf(all);
    }
}
