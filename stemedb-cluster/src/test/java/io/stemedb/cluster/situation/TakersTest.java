package io.stemedb.cluster.situation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TakersTest {
    @Test
    void who_is_to_keep_a_shard_and_has_not_all_of_it_is_getting_it() {
        Situations some = Situations.well().holders("a", "b").keeps("a", true, 5);
        some.shard(1).holders("a", "c").keeps("a", true, 3).keeps("c", false, 2);
        assertThat(Takers.of(some.seenBy("a"))).containsExactly("b", "c");
        some.shard(0).keeps("b", true, 5);
        assertThat(Takers.of(some.seenBy("a"))).containsExactly("c");
        assertThat(Takers.of(some.silent("c").seenBy("a"))).isEmpty();
    }
}
