package io.stemedb.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {
    private static final int LONGEST_NUMBER = "-1.2345678901234567e-100".length() + 2;

    @Property
    void two_spellings_of_one_value_have_one_canonical_form(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Object> value = Trees.object(random, 5);
        assertThat(canonical(Trees.spell(value, random))).isEqualTo(canonical(Trees.spell(value, random)));
    }

    @Property
    void the_canonical_form_of_a_canonical_form_is_itself(@ForAll long seed) {
        Random random = new Random(seed);
        String once = canonical(Trees.spell(Trees.object(random, 5), random));
        assertThat(canonical(once)).isEqualTo(once);
    }

    @Property
    void the_canonical_form_is_the_one_another_library_writes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String text = Trees.spell(Trees.object(random, 5), random);
        Assume.that(!text.contains("e-3") && !text.contains("E-3")); // see comparedWithAnother
        assertThat(canonical(text)).isEqualTo(new JsonCanonicalizer(text).getEncodedString());
    }

    @Property(tries = 20_000)
    void doubles_are_written_as_another_library_writes_them(@ForAll long bits) throws IOException {
        comparedWithAnother(Double.longBitsToDouble(bits));
    }

    @Property
    void tiny_doubles_are_written_as_another_library_writes_them(@ForAll short bits) throws IOException {
        comparedWithAnother(Double.longBitsToDouble(Math.abs((long) bits)));
    }

    @Property(tries = 5_000)
    void a_number_that_was_written_is_taken_again(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            String text = written(value);
            assertThat(canonical(text)).isEqualTo(text);
            assertThat(Double.parseDouble(text)).isEqualTo(value == 0 ? 0.0 : value);
        }
    }

    @Property
    void the_whole_of_an_object_is_the_canonical_form_of_its_text(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = Trees.spell(Trees.object(random, 3), random).getBytes(UTF_8);
        assertThat(JsonReader.object(text, JsonLimits.DEFAULT).whole())
                .isEqualTo(JsonReader.value(text, 0, text.length, JsonLimits.DEFAULT));
    }

    @Test
    void keys_are_sorted_by_utf_16_code_units() {
        // RFC 8785, section 3.2.3
        String sent = "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With "
                + "Dagesh\","
                + "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                + "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";
        assertThat(canonical(sent))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                        + "\"\uD83D\uDE00\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void the_example_of_the_rfc_comes_out_as_printed_there() {
        // RFC 8785, section 3.2.2, without the two numbers that no double gives back
        String sent = "{\"numbers\":[333333333.3333333,1E30,4.50,2e-3,1e-27],"
                + "\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\"literals\":[null,true,"
                + "false]}";
        assertThat(canonical(sent))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void doubles_are_written_as_published() {
        assertThat(VectorFile.read().get("doubles")).hasSizeGreaterThan(20).allSatisfy(vector -> {
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(vector.get("bits"), 16));
            assertThat(written(value)).isEqualTo(vector.get("canonical"));
        });
    }

    @Test
    void strings_are_not_normalised() {
        assertThat(canonical("\"e\u0301\"")).isNotEqualTo(canonical("\"\u00e9\""));
    }

    private static void comparedWithAnother(double value) throws IOException {
        if (Double.isFinite(value)) {
            String theirs = NumberToJSON.serializeNumber(value);
            // theirs writes some of the smallest numbers, 1e-320 for one, with more characters than any number has
            if (theirs.length() <= LONGEST_NUMBER) {
                assertThat(written(value)).isEqualTo(theirs);
            }
        }
    }

    private static String written(double value) {
        return new String(Decimal.of(value).canonical(), UTF_8);
    }

    private static String canonical(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return JsonReader.value(utf8, 0, utf8.length, JsonLimits.DEFAULT).toString();
    }
}
