package io.stemedb.cluster.agreement;

import static io.stemedb.cluster.agreement.Known.NOW;
import static io.stemedb.cluster.agreement.Known.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.member.SomeMembers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A look at a copy is spared if its base names everybody as they are; this must never hide another base. */
class EverybodyTest {
    private static final int TRIES = 20_000;
    private static final long FACTOR = 7;

    @Test
    void if_a_base_names_everybody_as_they_are_no_other_one_is_found() {
        SplittableRandom random = new SplittableRandom(1);
        int spared = 0;
        int found = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Known known = new Known();
            known.members = SomeMembers.in("a", "b", "c");
            if (random.nextInt(3) == 0) {
                known.members = SomeMembers.withOut(known.members, "d");
            }
            Map<String, Long> stores = new HashMap<>();
            Map<String, Long> factsAt = new HashMap<>();
            for (String node : Set.of("b", "c", "d")) {
                if (random.nextInt(6) > 0) {
                    known.comparedAt.put(node, NOW - random.nextLong(4 * SECOND));
                    factsAt.put(node, NOW - random.nextLong(4 * SECOND));
                    stores.put(node, random.nextLong(1, 3));
                }
            }
            Base base = anyBase(random);
            known.ground = new Ground(null, 1, stores, factsAt, Map.of(), 2, FACTOR);
            Knowledge knowledge = known.knowledge();
            var now = Basing.now(
                    knowledge, node -> NOW - random.nextLong(11 * SECOND), node -> random.nextInt(9) > 0 ? 0L : null);
            boolean spares = base.factorVersion() == FACTOR
                    && Basing.Everybody.of(known.members, "a").isIn(base, 1, stores::get);
            if (spares && now.isPresent()) {
                assertThat(now).as("attempt %d", attempt).contains(base);
            }
            spared += spares ? 1 : 0;
            found += now.isPresent() && !spares ? 1 : 0;
        }
        assertThat(spared).as("spared looks").isPositive();
        assertThat(found).as("bases that were found").isPositive();
    }

    private static Base anyBase(SplittableRandom random) {
        Map<String, Long> stores = new HashMap<>();
        stores.put("a", random.nextLong(1, 3));
        for (String node : Set.of("b", "c", "d")) {
            if (random.nextInt(4) > 0) {
                stores.put(node, random.nextLong(1, 3));
            }
        }
        return Base.of(stores, random.nextBoolean() ? Set.of("d") : Set.of(), FACTOR + random.nextInt(2));
    }
}
