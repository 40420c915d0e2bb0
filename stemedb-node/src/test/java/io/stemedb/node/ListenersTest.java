package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.node.Listeners.Listener;
import io.stemedb.settings.NodeSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private static NodeSettings on(String bind) {
        return new NodeSettings(Path.of("data"), Optional.empty(), bind, 1, 2, 3, 4);
    }

    @Test
    void api_and_gateway_listen_on_the_given_address_and_on_loopback() {
        assertThat(Listeners.of(on("10.0.1.51")).listeners())
                .containsExactly(
                        new Listener("http-listener", "10.0.1.51", 1, "http-thread-pool"),
                        new Listener("gateway-listener", "10.0.1.51", 2, "gateway-thread-pool"),
                        new Listener("http-listener-loopback", "127.0.0.1", 1, "http-thread-pool"),
                        new Listener("gateway-listener-loopback", "127.0.0.1", 2, "gateway-thread-pool"));
    }

    @Test
    void every_place_of_the_template_is_filled() {
        String filled = Listeners.of(on("127.0.0.1"))
                .fill("@virtual-server-listeners@|@protocols@|@listeners@|@http-threads-least@|"
                        + "@http-threads-most@|@gateway-threads-most@");

        assertThat(filled)
                .doesNotContain("@")
                .contains("address=\"127.0.0.1\" port=\"1\"", "encoded-slash-enabled=\"true\"");
    }

    @Test
    void only_http1_is_spoken() {
        assertThat(Listeners.of(on("127.0.0.1")).fill("@protocols@")).contains("http2-enabled=\"false\"");
    }
}
