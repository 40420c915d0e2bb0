package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The manifest of an export: what is in it, what is not, and that nothing has changed on the way. */
class DebugExportTest {
    private static final String LINE = "debug export --output -";

    private static JsonNode export(String more) throws IOException {
        try (FakeGateway gateway =
                FakeGateway.ofAnyHealthyCluster().only("GET /admin/debug/export", 200, "debug-export")) {
            Session.Result result = Session.with(gateway).run(LINE + more);
            assertThat(result.code()).as("%s", result).isZero();
            return new ObjectMapper().readTree(result.out());
        }
    }

    @Test
    void each_part_is_there_as_it_came_with_its_length_and_its_sum() throws Exception {
        JsonNode export = export("");
        JsonNode expected = new ObjectMapper().readTree(Documents.bytes("debug-export"));
        expected.properties()
                .forEach(part -> assertThat(export.get(part.getKey())).isEqualTo(part.getValue()));
        String members = "{\"members\":[],\"quorum\":true,\"meta_version\":0}";
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.UTF_8));
        JsonNode part = export.at("/manifest/parts/1");
        assertThat(part.get("member").asText()).isEqualTo("members");
        assertThat(part.get("bytes").asInt()).isEqualTo(members.length());
        assertThat(part.get("sha256").asText()).isEqualTo(HexFormat.of().formatHex(sum));
        assertThat(export.at("/manifest/parts/3/node_id").asText()).isEqualTo("node-2");
        assertThat(export.at("/manifest/gateways/0").asText()).startsWith("http://127.0.0.1:");
    }

    @Test
    void a_node_that_does_not_answer_is_named_as_left_out() throws IOException {
        assertThat(export("").at("/manifest/left_out").toString())
                .contains("node-2", "it does not answer", "claims", "secrets");
    }

    @Test
    void what_has_no_room_is_left_out_and_named() throws IOException {
        JsonNode export = export(" --max-size 120");
        assertThat(export.has("status")).isFalse();
        assertThat(export.has("members")).isTrue();
        assertThat(export.at("/manifest/left_out").toString()).contains("\"status\"", "of --max-size were left");
    }

    @Test
    void a_size_is_a_number_with_or_without_a_unit() throws IOException {
        assertThat(export(" --max-size 64MiB").has("status")).isTrue();
        assertThat(export(" --max-size 1KiB").has("status")).isTrue();
        for (String size : new String[] {"65MiB", "0", "many", "1GB"}) {
            Session.Result result = new Session().run(LINE + " --max-size " + size);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("--max-size", "64MiB");
        }
    }
}
