package io.stemedb.node.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
    /** The body; what stands behind it must be left alone. */
    private static String read(String sent) {
        Chunks chunks = new Chunks();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
        while (!chunks.done() && at < bytes.length) {
            if (chunks.inData()) {
                int here = (int) Math.min(chunks.remaining(), bytes.length - at);
                body.write(bytes, at, here);
                chunks.passed(here);
                at += here;
            } else {
                chunks.take(bytes[at++]);
            }
        }
        assertThat(chunks.done()).as("the body has ended").isTrue();
        return body + "|" + sent.substring(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3\r\nabc\r\n0\r\n\r\n",
                "3;a\r\nabc\r\n0\r\n\r\n",
                "3;a=b\r\nabc\r\n0;x=y\r\n\r\n",
                "3 ; a=\"b;c\" ;d\r\nabc\r\n0\r\n\r\n",
                "3;a=\u00e9\r\nabc\r\n0\r\n\r\n",
                "0003 \r\nabc\r\n000\r\n\r\n",
                "1\r\na\r\n2;y\r\nbc\r\n0\r\nTrailer: x\r\nHost: y\r\n\r\n"
            })
    void extensions_and_trailers_count_for_nothing(String sent) {
        assertThat(read(sent + "GET /")).isEqualTo("abc|GET /");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "\r\n",
                ";a\r\n",
                "-1\r\n",
                "0x3\r\nabc",
                " 3\r\nabc",
                "3\nabc",
                "3;a\nabc",
                "3\rabc",
                "3;a\rb\r\nabc",
                "3;a\u0000\r\nabc",
                "3 4\r\nabc",
                "3\r\nabcd\r\n",
                "3\r\nabc\n0\r\n\r\n",
                "0\r\n\n",
                "0\r\nA: b\n\r\n",
                "1000000000000000\r\n"
            })
    void what_two_readers_could_take_for_two_bodies_is_refused(String sent) {
        assertThatThrownBy(() -> read(sent + "0\r\n\r\n"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("chunk");
    }

    @Test
    void extensions_are_bounded_for_each_chunk_and_in_all() {
        String most = ";" + "x".repeat(Chunks.MOST_EXTENSION_BYTES - 1);
        assertThat(read("1" + most + "\r\na\r\n0\r\n\r\n")).isEqualTo("a|");
        assertThatThrownBy(() -> read("1" + most + "x\r\na\r\n0\r\n\r\n")).isInstanceOf(Refused.class);
        String one = "1" + most + "\r\na\r\n";
        int many = Chunks.MOST_SPARE_BYTES / Chunks.MOST_EXTENSION_BYTES;
        assertThat(read(one.repeat(many) + "0\r\n\r\n")).hasSize(many + 1);
        assertThatThrownBy(() -> read(one.repeat(many + 1) + "0\r\n\r\n")).isInstanceOf(Refused.class);
    }

    @Test
    void signed_chunks_of_any_number_are_taken() {
        String signed = "400;chunk-signature=" + "f".repeat(64) + "\r\n" + "a".repeat(0x400) + "\r\n";
        assertThat(read(signed.repeat(5_000) + "0\r\n\r\n")).hasSize(0x400 * 5_000 + 1);
    }

    @Test
    void what_follows_the_last_chunk_is_bounded() {
        assertThatThrownBy(() -> read("0\r\nA: " + "x".repeat(Chunks.MOST_TRAILER_BYTES) + "\r\n\r\n"))
                .isInstanceOf(Refused.class);
    }
}
