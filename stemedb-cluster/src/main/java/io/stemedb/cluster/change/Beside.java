package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.fact.Values;
import io.stemedb.json.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is stated beside what was asked for, and before it, since it would undo something else or be undone. Pure. */
final class Beside {
    private Beside() {}

    /** A node is out. Who is out on its word alone would else be a member again, so a majority has them out first. */
    static Map<FactKey, CanonicalJson> removal(Facts facts, String node) {
        Map<FactKey, CanonicalJson> out = new LinkedHashMap<>();
        facts.outOnWordOf(node).forEach(one -> out.put(FactKey.of(Kind.MEMBER, one), Values.standing(false)));
        out.put(FactKey.of(Kind.MEMBER, node), Values.standing(false));
        return out;
    }

    /**
     * A node takes places again; nothing if it does. A change that has it give them away ends first, else whoever goes
     * on with it later would begin anew: it is undone only once nobody has seen to it for long.
     */
    static Map<FactKey, CanonicalJson> undrain(Facts facts, String node) {
        Map<FactKey, CanonicalJson> state = new LinkedHashMap<>();
        facts.change()
                .filter(change -> change.running() && ChangeLock.isOf(change, node))
                .ifPresent(change -> state.put(FactKey.of(Kind.CHANGE), Values.of(change.ended())));
        state.put(FactKey.of(Kind.DRAIN, node), Values.draining(false));
        state.entrySet()
                .removeIf(one -> facts.get(one.getKey())
                        .filter(fact -> fact.value().equals(one.getValue()))
                        .isPresent());
        return state;
    }
}
