package io.stemedb.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The names in a folder: as the process sees them, as the platter has them, and the changes in between. */
final class Folder {
    private TreeMap<String, Inode> seen = new TreeMap<>();
    private final TreeMap<String, Inode> durable = new TreeMap<>();
    private final List<Change> unforced = new ArrayList<>();

    /** One step that happens whole or not at all: a name goes, a name comes, or both. */
    private record Change(String gone, String come, Inode inode) {
        void apply(TreeMap<String, Inode> names) {
            if (gone != null) {
                names.remove(gone);
            }
            if (come != null) {
                names.put(come, inode);
            }
        }
    }

    Inode find(String name) {
        return seen.get(name);
    }

    List<String> names() {
        return List.copyOf(seen.keySet());
    }

    Collection<Inode> files() {
        return seen.values();
    }

    void link(String name, Inode inode) {
        change(new Change(null, name, inode));
    }

    void unlink(String name) {
        change(new Change(name, null, null));
    }

    void rename(String from, String to) {
        change(new Change(from, to, seen.get(from)));
    }

    private void change(Change change) {
        change.apply(seen);
        unforced.add(change);
    }

    void force() {
        unforced.forEach(change -> change.apply(durable));
        unforced.clear();
    }

    void cutPower(RandomGenerator random) {
        settle(random);
        seen = new TreeMap<>(durable);
    }

    /** Each step has reached the platter or not, whatever the others did. */
    private void settle(RandomGenerator random) {
        int mood = random.nextInt(4);
        for (Change change : unforced) {
            if (mood == 1 || (mood > 1 && random.nextBoolean())) {
                change.apply(durable);
            }
        }
        unforced.clear();
    }
}
