package io.stemedb.node.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InitializersTest {
    @Test
    void the_openapi_document_is_prepared_for_the_application_alone() throws IOException {
        String application = new String(Initializers.ofTheApplication(), StandardCharsets.UTF_8);
        byte[] shipped = ("first\n" + application + "last\n").getBytes(StandardCharsets.UTF_8);

        assertThat(new String(Initializers.ofTheServer(new ByteArrayInputStream(shipped)), StandardCharsets.UTF_8))
                .isEqualTo("first\nlast");
    }
}
