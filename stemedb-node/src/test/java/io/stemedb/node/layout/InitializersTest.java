package io.stemedb.node.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InitializersTest {
    @Test
    void the_server_serves_no_openapi_document_of_its_own() throws IOException {
        String openApi = "fish.payara.microprofile.openapi.impl.rest.init.OpenApiServletContainerInitializer";
        byte[] shipped = ("first\n" + openApi + "\nlast\n").getBytes(StandardCharsets.UTF_8);

        assertThat(new String(Initializers.ofTheServer(new ByteArrayInputStream(shipped)), StandardCharsets.UTF_8))
                .isEqualTo("first\nlast");
    }
}
