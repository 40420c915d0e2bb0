package io.stemedb.cluster.agreement;

import io.stemedb.cluster.member.Liveness;
import io.stemedb.cluster.member.Members;
import io.stemedb.cluster.member.SomeMembers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What node {@code a} knows: it is listed and has a filled copy, and b and c are live, until a test says otherwise. */
final class Known {
    static final long SECOND = 1_000_000_000L;
    static final long NOW = 100 * SECOND;
    static final ShardSeen KEPT = new ShardSeen(true, false, false);
    static final ShardSeen FILLED = new ShardSeen(true, true, false);

    List<String> holders = List.of("a", "b");
    Members members = SomeMembers.in("a", "b", "c");
    final Map<String, Long> heard = new HashMap<>(Map.of("b", NOW, "c", NOW));
    final Map<String, ShardSeen> seen = new HashMap<>(Map.of("a", FILLED));
    final Map<String, Long> comparedAt = new HashMap<>();

    Ground ground = Ground.NONE;

    Knowledge knowledge() {
        Liveness liveness = Liveness.of("a", heard, NOW, 2 * SECOND);
        return new Knowledge("a", holders, members, liveness, seen, comparedAt, ground);
    }
}
