package io.stemedb.admin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1",
                "http://127.9.9.9:1",
                "http://localhost:1",
                "http://LOCALHOST:1",
                "http://[::1]:1",
                "https://node1:1"
            })
    void nobody_else_reads_what_stays_on_the_machine_or_is_encrypted(String address) {
        assertThat(Exposure.of(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://node1:1", "http://10.0.0.1:1", "http://127.0.0.1.example:1", "http://[fe80::1]:1"})
    void others_read_what_goes_over_a_network_as_it_is(String address) {
        assertThat(Exposure.of(address)).isTrue();
    }
}
