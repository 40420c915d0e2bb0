package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    private static Settings settings(boolean cluster, String taken, int port) throws IOException {
        Map<String, String> given = new HashMap<>();
        given.put("stemedb.cluster.enabled", Boolean.toString(cluster));
        for (String name : new String[] {"http", "gateway", "rpc", "swim"}) {
            given.put("stemedb.node." + name + "_port", Integer.toString(name.equals(taken) ? port : Ports.free()));
        }
        var judgement = Settings.judge(key -> Optional.ofNullable(given.get(key)));
        assertThat(judgement.faults()).isEmpty();
        return judgement.settings();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "gateway", "rpc", "swim"})
    void a_node_of_a_cluster_is_refused_if_any_of_its_ports_is_taken(String port) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings(true, port, taken.getLocalPort());

            assertThatThrownBy(() -> Ports.refuseTaken(settings))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(taken.getLocalPort() + " on 127.0.0.1 is already in use")
                    .hasMessageContaining("--" + port + "-port");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rpc", "swim"})
    void a_single_node_does_not_care_who_has_the_ports_between_nodes(String port) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings(false, port, taken.getLocalPort());

            assertThatCode(() -> Ports.refuseTaken(settings)).doesNotThrowAnyException();
        }
    }
}
