package io.stemedb.admin.data;

import io.stemedb.admin.json.Doc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Walks the tree of paths: each path, then what is below it. It ends once it has as many as were asked for. */
final class Tree {
    private final Reading reading;
    private final List<Object> found = new ArrayList<>();
    private final Set<String> unreachable = new LinkedHashSet<>();
    private boolean complete = true;
    private boolean more;

    Tree(Reading reading) {
        this.reading = reading;
    }

    /** Everything below a path, as one answer. */
    Doc below(String prefix) {
        Doc top = walk(prefix);
        Doc all = top.with("children", found)
                .with("next_cursor", null)
                .with("more", more)
                .with("complete", complete);
        return unreachable.isEmpty() ? all : all.with("unreachable", new ArrayList<>(unreachable));
    }

    private Doc walk(String prefix) {
        Doc level = reading.get("/v1/concepts", Collections.singletonMap("prefix", prefix), null);
        complete &= !Boolean.FALSE.equals(level.value("complete"));
        unreachable.addAll(level.texts("unreachable"));
        for (Doc child : level.docs("children")) {
            if (found.size() == reading.limit()) {
                more = true;
                return level;
            }
            found.add(child.members());
            if (child.isTrue("has_children")) {
                below(child);
            }
        }
        more |= level.text("next_cursor") != null;
        return level;
    }

    private void below(Doc child) {
        if (found.size() == reading.limit()) {
            more = true;
        } else if (child.text("path") != null) {
            walk(child.text("path"));
        }
    }
}
