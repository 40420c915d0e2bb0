package io.stemedb.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private final JsonWriter out = new JsonWriter(16);

    @Test
    void commas_stand_between_members_and_elements_only() {
        out.beginObject()
                .name("a")
                .beginArray()
                .number(1)
                .bool(true)
                .nul()
                .beginObject()
                .endObject();
        out.string((String) null)
                .endArray()
                .name("b")
                .raw(CanonicalJson.ofCanonical("[]"))
                .endObject();
        assertThat(written()).isEqualTo("{\"a\":[1,true,null,{},null],\"b\":[]}");
    }

    @Test
    void a_new_line_begins_a_new_document() {
        out.beginObject().endObject().newLine().beginObject().endObject().newLine();
        assertThat(written()).isEqualTo("{}\n{}\n");
    }

    @Test
    void a_cleared_writer_starts_afresh_in_the_same_array() {
        byte[] array = out.number(1).array();
        assertThat(out.clear().number(2).array()).isSameAs(array);
        assertThat(written()).isEqualTo("2");
    }

    @Test
    void half_a_surrogate_pair_is_kept_as_an_escape() {
        assertThat(new String(out.string("a\uD83D").toByteArray(), UTF_8)).isEqualTo("\"a\\ud83d\"");
    }

    @Test
    void hex_digits_are_lower_case() {
        out.hex(new byte[] {0, (byte) 0xaf, 0x7f});
        assertThat(written()).isEqualTo("\"00af7f\"");
    }

    @Property
    void whole_numbers_are_written_as_java_writes_them(@ForAll long value) {
        assertThat(new String(new JsonWriter().number(value).toByteArray(), UTF_8))
                .isEqualTo(Long.toString(value));
    }

    @Test
    void the_smallest_long_is_written_too() {
        assertThat(new String(out.number(Long.MIN_VALUE).toByteArray(), UTF_8)).isEqualTo("-9223372036854775808");
    }

    @Property
    void millionths_are_written_as_a_canonical_number(
            @ForAll @LongRange(min = -3_000_000, max = 3_000_000) long count) {
        String text = new String(new JsonWriter().millionths(count).toByteArray(), UTF_8);
        assertThat(new BigDecimal(text)).isEqualByComparingTo(BigDecimal.valueOf(count, 6));
        assertThat(JsonReader.value(text.getBytes(UTF_8), 0, text.length(), JsonLimits.DEFAULT))
                .hasToString(text);
    }

    @Property
    void strings_come_back_as_they_were(@ForAll long seed) {
        String text = Trees.text(new java.util.Random(seed)).repeat(3);
        byte[] json = new JsonWriter(16)
                .beginObject()
                .name("t")
                .string(text)
                .endObject()
                .toByteArray();
        assertThat(JsonReader.object(json, JsonLimits.DEFAULT).text("t")).isEqualTo(text);
    }

    private String written() {
        return new String(out.toByteArray(), UTF_8);
    }
}
