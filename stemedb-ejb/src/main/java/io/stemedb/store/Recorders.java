package io.stemedb.store;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Under which names this node has recorded. It gets a new one whenever it might give numbers again that others know
 * already.
 *
 * @param current the one that it records under now
 * @param former those that it recorded under before, in this directory or in one that it was restored from
 */
public record Recorders(long current, Set<Long> former) {
    /** A node that has had one name only. */
    public static Recorders of(long current) {
        return new Recorders(current, Set.of());
    }

    /** Whether this node has recorded under a name, now or before. */
    public boolean own(long recorder) {
        return recorder == current || (!former.isEmpty() && former.contains(recorder));
    }

    /** The names of a node that records under another one from now on. */
    public Recorders then(long next) {
        Set<Long> before = new TreeSet<>(former);
        before.add(current);
        before.remove(next);
        return new Recorders(next, before);
    }

    /** The former ones in hex, with spaces between. */
    public String formerText() {
        return new TreeSet<>(former).stream().map(Long::toHexString).collect(Collectors.joining(" "));
    }

    /**
     * Reads them from the members of an identity or of a backup.
     *
     * @param store the name of a node that has had no other, as all had before format 3
     */
    public static Recorders read(Map<String, String> fields, long store) {
        if (!fields.containsKey("recorder")) {
            return of(store);
        }
        Set<Long> former = new TreeSet<>();
        for (String name : fields.getOrDefault("former", "").split(" ", -1)) {
            if (!name.isEmpty()) {
                former.add(Long.parseUnsignedLong(name, 16));
            }
        }
        return new Recorders(Long.parseUnsignedLong(fields.get("recorder"), 16), former);
    }
}
