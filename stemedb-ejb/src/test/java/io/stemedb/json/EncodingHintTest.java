package io.stemedb.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stemedb.refusal.StemeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class EncodingHintTest {
    private static final String TEXT = "{\"a\":1}";

    private static String hint(byte[] body) {
        StemeException refused =
                catchThrowableOfType(StemeException.class, () -> JsonReader.object(body, JsonLimits.DEFAULT));
        assertThat(refused.field()).as("about the whole, not about a field").isEmpty();
        return refused.hint();
    }

    @Test
    void a_text_in_utf_16_or_32_is_told_to_be_utf_8() {
        for (Charset wide : new Charset[] {UTF_16, UTF_16BE, UTF_16LE, Charset.forName("UTF-32")}) {
            assertThat(hint(TEXT.getBytes(wide))).as(wide.name()).contains("UTF-16", "send UTF-8");
            assertThat(hint(("\ufeff" + TEXT).getBytes(wide))).as(wide.name()).contains("send UTF-8");
        }
    }

    @Test
    void a_byte_order_mark_is_to_be_left_out() {
        assertThat(hint(("\ufeff" + TEXT).getBytes(UTF_8))).contains("leave out the byte order mark");
    }

    @Test
    void packed_bytes_are_to_be_unpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(TEXT.getBytes(UTF_8));
        }
        assertThat(hint(packed.toByteArray())).contains("gzip", "unpack");
        assertThat(hint("PK\u0003\u0004....".getBytes(UTF_8))).contains("zip", "unpack");
        assertThat(hint(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0})).contains("zstd");
    }

    @Test
    void another_encoding_further_on_is_named_too() {
        assertThat(hint("{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1))).contains("send the text in UTF-8");
    }

    @Test
    void plain_text_gives_no_such_hint() {
        assertThat(EncodingHint.of("{\"a".getBytes(UTF_8), 0, 3)).isNull();
        assertThat(EncodingHint.of(new byte[0], 0, 0)).isNull();
        assertThat(EncodingHint.of("Bzh".getBytes(UTF_8), 0, 3)).isNull();
    }
}
