package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.json.VectorFile;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The published vectors, which another implementation made: whoever breaks one changes the ids of what is on disk. */
class DataModelVectorsTest {
    private final Map<String, List<Map<String, String>>> vectors = VectorFile.read();

    @Test
    void claims_are_completed_and_named_as_published() {
        assertThat(vectors.get("nonce").get(0)).containsEntry("text", ClaimTexts.NONCE);
        assertThat(vectors.get("claims")).hasSizeGreaterThanOrEqualTo(12).allSatisfy(vector -> {
            assertThat(ClaimTexts.hashed(ClaimTexts.read(vector.get("sent")))).isEqualTo(vector.get("canonical"));
            assertThat(ClaimTexts.complete(vector.get("sent")).id()).hasToString(vector.get("id"));
        });
    }

    @Test
    void paths_are_placed_as_published() {
        assertThat(vectors.get("paths")).isNotEmpty().allSatisfy(vector -> {
            String path = vector.get("path");
            assertThat(String.format(Locale.ROOT, "%016x", PathHash.hash64(path)))
                    .isEqualTo(vector.get("hash64"));
            assertThat(String.format(Locale.ROOT, "%04x", PathHash.hash16(path)))
                    .isEqualTo(vector.get("hash16"));
            assertThat(PathHash.shardName(PathHash.shardOf(path, 64))).isEqualTo(vector.get("shard_of_64"));
            assertThat(PathHash.shardName(PathHash.shardOf(path, 4096))).isEqualTo(vector.get("shard_of_4096"));
        });
    }

    @Test
    void numbers_are_kept_or_refused_as_published() {
        assertThat(vectors.get("numbers"))
                .isNotEmpty()
                .allSatisfy(vector -> assertThat(value(vector.get("sent"))).hasToString(vector.get("canonical")));
        assertThat(vectors.get("refused_numbers"))
                .isNotEmpty()
                .allSatisfy(vector -> assertThatThrownBy(() -> value(vector.get("text")))
                        .as(vector.get("text"))
                        .isInstanceOf(StemeException.class));
    }

    @Test
    void times_are_kept_as_published() {
        assertThat(vectors.get("times"))
                .isNotEmpty()
                .allSatisfy(vector -> assertThat(Times.format(Times.parse("/t", vector.get("sent"))))
                        .isEqualTo(vector.get("kept")));
    }

    private static CanonicalJson value(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return JsonReader.value(utf8, 0, utf8.length, JsonLimits.DEFAULT);
    }
}
