package io.stemedb.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void members_are_found_by_name_whatever_their_order() {
        JsonObject json = read("{\"b\":true,\"a\":\"x\",\"n\":1.50,\"list\":[\"p\",\"q\"],\"none\":null}");
        assertThat(json.text("a")).isEqualTo("x");
        assertThat(json.bool("b")).isTrue();
        assertThat(json.number("n")).isEqualByComparingTo("1.5");
        assertThat(json.texts("list")).containsExactly("p", "q");
        assertThat(json.isNull("none")).isTrue();
        assertThat(json.text("absent")).isNull();
        assertThat(json.texts("absent")).isEmpty();
        assertThat(json.canonical("absent")).isNull();
        assertThat(json.names()).containsExactly("b", "a", "n", "list", "none");
    }

    @Test
    void the_objects_of_an_array_are_read_one_by_one_with_all_that_is_in_them() {
        JsonObject json = read("{\"all\":[{\"k\":\"a\",\"in\":{\"x\":[{}]}},{}, {\"k\":\"b\"}],\"no\":{}}");
        assertThat(json.objects("all")).hasSize(3);
        assertThat(json.objects("all").get(0).object("in")).hasToString("{\"x\":[{}]}");
        assertThat(json.objects("all").get(2).text("k")).isEqualTo("b");
        assertThat(json.objects("absent")).isEmpty();
        assertThat(refusedBy(() -> json.objects("no"))).hasMessage("must be an array of objects");
    }

    @Test
    void only_the_given_part_of_the_bytes_is_read() {
        byte[] bytes = "]]{\"a\":1} {".getBytes(UTF_8);
        assertThat(JsonReader.object(bytes, 2, 8, JsonLimits.DEFAULT).integer("a"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":1}                        | /a",
                "{\"a\":{\"b\":1,\"c\":2,\"b\":3}}        | /a/b",
                "{\"a\":[0,{\"b\":1,\"\\u0062\":3}]}      | /a/1/b",
                "{\"a/b~\":1,\"a/b~\":1}                  | /a~1b~0",
            })
    void a_duplicate_key_is_refused_with_its_place(String text, String pointer) {
        StemeException refusal = refused(text);
        assertThat(refusal).hasMessageContaining("twice");
        assertThat(refusal.field()).isEqualTo(pointer);
    }

    @Test
    void a_duplicate_among_very_many_keys_is_refused() {
        String many =
                IntStream.range(0, 100_000).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(","));
        assertThat(read("{" + many + "}").names()).hasSize(100_000);
        assertThat(refused("{" + many + ",\"k99999\":0}").field()).isEqualTo("/k99999");
        assertThat(refused("{\"a\":{" + many + ",\"k77\":0}}").field()).isEqualTo("/a/k77");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "1e400", "-1e400", "1e-400", "0.1000000000000000055", "4.9e-324"})
    void a_number_that_a_double_changes_is_refused_and_may_come_as_a_string(String number) {
        StemeException refusal = refused("{\"v\":[{\"n\":" + number + "}]}");
        assertThat(refusal.field()).isEqualTo("/v/0/n");
        assertThat(refusal.hint()).isEqualTo("send it as a string");
    }

    @ParameterizedTest
    @CsvSource({"0.1,0.1", "1e2,100", "1.0,1", "-0,0", "-0.0,0", "5e-324,5e-324", "9007199254740992,9007199254740992"})
    void numbers_that_a_double_keeps_are_taken(String sent, String kept) {
        assertThat(read("{\"v\":" + sent + "}").canonical("v")).hasToString(kept);
    }

    @Test
    void a_number_has_at_most_1000_characters() {
        assertThat(read("{\"v\":1" + "0".repeat(300) + "}").canonical("v")).hasToString("1e+300");
        assertThat(read("{\"v\":0." + "0".repeat(998) + "}").canonical("v")).hasToString("0");
        assertThat(refused("{\"v\":0." + "0".repeat(999) + "}").limit()).isEqualTo(1000);
        assertThat(refused("{\"v\":" + "7".repeat(500_000) + "}").field()).isEqualTo("/v");
        assertThat(refused("{\"v\":1e" + "9".repeat(990) + "}").field()).isEqualTo("/v");
    }

    @Test
    void nesting_stops_at_the_limit_and_names_it() {
        assertThat(read("{\"a\":" + nested(31) + "}").has("a")).isTrue();
        StemeException refusal = refused("{\"a\":" + nested(32) + "}");
        assertThat(refusal.limit()).isEqualTo(32);
        assertThat(refusal.field()).startsWith("/a/0/0");
        assertThat(refused("{\"a\":" + nested(5000) + "}").limit()).isEqualTo(32);
    }

    @Test
    void five_thousand_nested_arrays_are_read_where_the_limit_allows() {
        byte[] text = ("{\"a\":" + nested(5000) + "}").getBytes(UTF_8);
        assertThat(JsonReader.object(text, new JsonLimits(5001)).canonical("a")).hasToString(nested(5000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"a\"",
                "1",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\"a\":1} null",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":+1}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":0x1}",
                "{\"a\":tru}",
                "{\"a\":True}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":1/**/}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "\uFEFF{}",
                "{\u00a0}",
                "{\"a\":1]",
                "\u0000{}"
            })
    void what_is_not_one_json_object_is_refused(String text) {
        assertThat(refused(text).refusal()).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void a_fault_of_syntax_names_the_field_it_is_in_and_no_switch_of_the_parser() {
        StemeException refusal = refused("{\"a\":{\"b\":NaN}}");
        assertThat(refusal.field()).isEqualTo("/a/b");
        assertThat(refusal.getMessage()).isEqualTo("not JSON near byte 13");
        assertThat(refusal.hint()).contains("NaN");
        assertThat(refused("{\"a\":{\"b\":True}}").field()).isEqualTo("/a/b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,}    | comma",
                "{\"a\":[1,]}  | comma",
                "{'a':1}       | double quotes",
                "{\"a\":'b'}   | double quotes",
                "{a:1}         | double quotes",
                "{\"a\":1      | missing",
                "``            | object",
            })
    void a_fault_of_syntax_blames_no_field_that_is_right_and_says_what_to_mend(String text, String hint) {
        assertThat(refused(text).field()).isEmpty();
        assertThat(refused(text).hint()).contains(hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "1", "{}{}", "\uFEFF{}", "\u0000{}", "{"})
    void a_fault_of_the_whole_document_points_at_all_of_it(String text) {
        assertThat(refused(text).field()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800", "\\ud83d\\ude00\\ud83d"})
    void half_a_surrogate_pair_is_refused_with_its_place(String escape) {
        assertThat(refused("{\"v\":\"" + escape + "\"}").field()).isEqualTo("/v");
        assertThat(refused("{\"v\":{\"w\":\"" + escape + "\"}}").field()).isEqualTo("/v/w");
        assertThat(refused("{\"v\":{\"" + escape + "\":1}}").field()).isEqualTo("/v");
        assertThat(refused("{\"" + escape + "\":1}")).hasMessageContaining("surrogate");
        assertThat(refused("{\"a\":1,\"" + escape + "\":1}").field()).isEmpty();
    }

    @Test
    void a_whole_surrogate_pair_is_one_character() {
        assertThat(read("{\"v\":\"\\ud83d\\ude00\"}").canonical("v")).hasToString("\"\uD83D\uDE00\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00c0\u00af",
                "\u00c1\u00bf",
                "\u00e0\u0080\u00af",
                "\u00f0\u0080\u0080\u00af",
                "\u00ed\u00a0\u0080",
                "\u00ed\u00bf\u00bf",
                "\u00f4\u0090\u0080\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u0080",
                "\u00c3",
                "\u00e2\u0082",
                "\u00f0\u009f\u0098",
                "\u00ff",
                "\u00fe",
                "\u00c3(",
                "\u00e2(\u00a1"
            })
    void bytes_that_are_not_utf_8_are_refused(String bytes) {
        byte[] text = ("{\"v\":\"" + bytes + "\"}").getBytes(ISO_8859_1);
        assertThat(refused(text)).hasMessage("not UTF-8 at byte 6");
        assertThat(refused(text).field()).isEmpty();
        assertThat(refused(Arrays.copyOf(text, text.length - 2))).hasMessage("not UTF-8 at byte 6");
    }

    @Test
    void json_in_another_encoding_is_refused() {
        assertThat(refused("{\"a\":1}".getBytes(UTF_16BE)).refusal()).isEqualTo(Refusal.MALFORMED);
        assertThat(refused("{\"a\":1}".getBytes(UTF_16LE)).refusal()).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void a_field_of_another_type_is_refused_with_the_type_it_should_have() {
        JsonObject json = read("{\"t\":1,\"n\":\"1\",\"b\":0,\"i\":1.5,\"big\":3000000000,\"l\":[1],\"o\":[]}");
        assertThat(refusedBy(() -> json.text("t"))).hasMessage("must be a string");
        assertThat(refusedBy(() -> json.number("n"))).hasMessage("must be a number");
        assertThat(refusedBy(() -> json.bool("b"))).hasMessage("must be true or false");
        assertThat(refusedBy(() -> json.integer("i")).field()).isEqualTo("/i");
        assertThat(refusedBy(() -> json.integer("big")).field()).isEqualTo("/big");
        assertThat(refusedBy(() -> json.texts("l")).field()).isEqualTo("/l/0");
        assertThat(refusedBy(() -> json.objects("l")).field()).isEqualTo("/l/0");
        assertThat(refusedBy(() -> json.object("o"))).hasMessage("must be an object");
    }

    @Test
    void an_explicit_null_is_refused_where_the_field_may_be_left_out() {
        JsonObject json = read("{\"a\":null}");
        assertThat(refusedBy(() -> json.text("a")).hint()).contains("leave it out");
        assertThat(refusedBy(() -> json.number("a")).field()).isEqualTo("/a");
        assertThat(refusedBy(() -> json.texts("a")).field()).isEqualTo("/a");
        assertThat(json.canonical("a")).hasToString("null");
    }

    @Test
    void an_unknown_field_is_refused_and_the_nearest_known_one_named() {
        JsonObject json = read("{\"concept_pth\":\"a\"}");
        StemeException refusal = refusedBy(() -> json.refuseUnknown(Set.of("concept_path", "predicate", "value")));
        assertThat(refusal.field()).isEqualTo("/concept_pth");
        assertThat(refusal.hint()).isEqualTo("did you mean concept_path?");
        assertThat(refusedBy(() -> read("{\"zzz\":1}").refuseUnknown(Set.of("b", "a")))
                        .hint())
                .isEqualTo("known are a, b");
    }

    @Test
    void an_endless_key_does_not_make_an_endless_refusal() {
        String key = "k".repeat(100_000);
        assertThat(refused("{\"" + key + "\":{\"" + key + "\":1e999}}").field()).hasSizeLessThan(300);
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static JsonObject read(String text) {
        return JsonReader.object(text.getBytes(UTF_8), JsonLimits.DEFAULT);
    }

    private static StemeException refused(String text) {
        return refused(text.getBytes(UTF_8));
    }

    private static StemeException refused(byte[] text) {
        return refusedBy(() -> JsonReader.object(text, JsonLimits.DEFAULT));
    }

    private static StemeException refusedBy(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        StemeException refusal = catchThrowableOfType(StemeException.class, call);
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
