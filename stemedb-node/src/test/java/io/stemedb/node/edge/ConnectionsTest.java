package io.stemedb.node.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.node.edge.Connections.Entry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsTest {
    private final Connections<Integer> connections = new Connections<>(20);

    private long open(int from, int count, boolean gateway, Entry entry) {
        return IntStream.range(from, from + count)
                .filter(connection -> connections.open(connection, gateway) == entry)
                .count();
    }

    @Test
    void those_beyond_the_bound_are_told_and_the_rest_turned_away() {
        assertThat(open(0, 20, false, Entry.TAKEN)).isEqualTo(20);
        assertThat(open(20, Connections.MOST_TO_BE_TOLD, false, Entry.TO_BE_TOLD))
                .isEqualTo(Connections.MOST_TO_BE_TOLD);
        assertThat(connections.open(-1, false)).isEqualTo(Entry.TURNED_AWAY);
        assertThat(connections.isBeyond(19)).isFalse();
        assertThat(connections.isBeyond(20)).isTrue();
        assertThat(connections.refusal().status()).isEqualTo(503);
        assertThat(connections.refusal().passes()).isTrue();
    }

    @Test
    void a_full_api_leaves_the_gateway_its_own() {
        open(0, 100, false, Entry.TAKEN);
        assertThat(open(1000, 17, true, Entry.TAKEN)).isEqualTo(16);
    }

    @Test
    void who_goes_makes_room_once() {
        open(0, 20, false, Entry.TAKEN);
        connections.gone(3);
        connections.gone(3);
        assertThat(open(100, 2, false, Entry.TAKEN)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {112, 113, 228, 500, 768, 4_000, 100_000, 1_048_576})
    void no_more_are_open_in_all_than_there_are_descriptors(long descriptors) {
        int most = Connections.within(descriptors);
        assertThat(Connections.inAll(most)).isLessThanOrEqualTo(descriptors);
        assertThat(Connections.inAll(most + 2)).as("no fewer than can be").isGreaterThan(descriptors - 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 50, Long.MAX_VALUE})
    void some_are_always_taken(long descriptors) {
        assertThat(Connections.within(descriptors)).isBetween(16, 1 << 24);
    }
}
