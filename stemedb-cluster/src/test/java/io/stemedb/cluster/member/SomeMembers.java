package io.stemedb.cluster.member;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Members for tests, by their ids. */
public final class SomeMembers {
    private SomeMembers() {}

    public static Members in(String... ids) {
        return new Members(all(Standing.IN, ids), new TreeSet<>());
    }

    public static Members withOut(Members members, String... ids) {
        SortedMap<String, Standing> standings = new TreeMap<>(members.standings());
        standings.putAll(all(Standing.OUT, ids));
        return new Members(standings, members.unnamedSeeds());
    }

    public static Members withSeeds(Members members, String... seeds) {
        return new Members(members.standings(), new TreeSet<>(java.util.List.of(seeds)));
    }

    private static SortedMap<String, Standing> all(Standing standing, String... ids) {
        SortedMap<String, Standing> standings = new TreeMap<>();
        for (String id : ids) {
            standings.put(id, standing);
        }
        return standings;
    }
}
