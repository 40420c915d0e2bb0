package io.stemedb.admin.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.json.Json;
import io.stemedb.admin.outcome.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables as RFC 4180 has them, and what their columns mean. */
class TablesTest {
    private static CsvReader reader(String text, char delimiter) throws IOException {
        return reader(text.getBytes(StandardCharsets.UTF_8), delimiter);
    }

    private static CsvReader reader(byte[] text, char delimiter) throws IOException {
        return new CsvReader(new Bytes(new ByteArrayInputStream(text), 0), delimiter, 0);
    }

    private static List<List<String>> records(String text, char delimiter) throws IOException {
        CsvReader reader = reader(text, delimiter);
        List<List<String>> records = new ArrayList<>();
        for (List<String> record = reader.next(); record != null; record = reader.next()) {
            assertThat(reader.fault()).isNull();
            records.add(record);
        }
        return records;
    }

    @Test
    void records_and_fields_are_where_the_standard_says() throws IOException {
        assertThat(records("a,b\r\nc,d\r\n", ',')).containsExactly(List.of("a", "b"), List.of("c", "d"));
        assertThat(records("a,b\nc,d", ',')).containsExactly(List.of("a", "b"), List.of("c", "d"));
        assertThat(records("\"a,\"\"x\"\"\",\"two\nlines\"\n,\n", ','))
                .containsExactly(List.of("a,\"x\"", "two\nlines"), List.of("", ""));
        assertThat(records("a;\"b;c\"\n", ';')).containsExactly(List.of("a", "b;c"));
        assertThat(records("a\"b,c\n", ',')).containsExactly(List.of("a\"b", "c"));
        assertThat(records("\n\r\na\n\n", ',')).containsExactly(List.of("a"));
        assertThat(records("\ufeffname\nx\r", ',')).containsExactly(List.of("name"), List.of("x"));
        assertThat(records("", ',')).isEmpty();
    }

    @Test
    void a_record_that_is_none_is_told_by_its_line_and_those_behind_it_are_read() throws IOException {
        CsvReader reader = reader("a\n\"x\"y,z\nb\n", ',');
        assertThat(reader.next()).containsExactly("a");
        reader.next();
        assertThat(reader.line()).isEqualTo(2);
        assertThat(reader.fault()).contains("follows the quote");
        assertThat(reader.next()).containsExactly("b");
        assertThat(reader.fault()).isNull();

        reader = reader("\"a\nb", ',');
        reader.next();
        assertThat(reader.fault()).contains("does not end");
        reader = reader(new byte[] {'a', (byte) 0xFF, '\n'}, ',');
        reader.next();
        assertThat(reader.fault()).contains("no UTF-8");
    }

    @Test
    void lines_are_counted_and_places_told_so_that_reading_goes_on_there() throws IOException {
        byte[] text = "\ufeffa,b\n\"two\nlines\",2\nlast,3\n".getBytes(StandardCharsets.UTF_8);
        Bytes bytes = new Bytes(new ByteArrayInputStream(text), 0);
        CsvReader first = new CsvReader(bytes, ',', 0);
        first.next();
        first.next();
        int offset = (int) bytes.offset();

        byte[] rest = java.util.Arrays.copyOfRange(text, offset, text.length);
        CsvReader second = new CsvReader(new Bytes(new ByteArrayInputStream(rest), offset), ',', first.lines());

        assertThat(second.next()).containsExactly("last", "3");
        assertThat(second.line()).isEqualTo(4);
    }

    @Test
    void a_map_makes_claims_of_columns() throws IOException {
        List<String> columns = List.of("code", "name", "capital", "people");
        ColumnMap map = ColumnMap.read("""
                {"concept_path": "geo/country/{code}", "predicate": "population",
                 "value": {"from": "{people}", "type": "number"}, "source": "census", "confidence": "0.5"}
                """.getBytes(StandardCharsets.UTF_8), columns);

        assertThat(Doc.of(map.claim(columns, List.of("BI", "Burundi", "Gitega", " 12 ")))
                        .members()
                        .toString())
                .isEqualTo(
                        "{concept_path=geo/country/BI, predicate=population, value=12, source=census, confidence=0.5}");
        assertThat(map.claim(columns, List.of("BI"))).doesNotContainKey("value");
        assertThatThrownBy(() -> map.claim(columns, List.of("BI", "", "", "many")))
                .isInstanceOf(IOException.class)
                .hasMessage("value: 'many' is no number");
    }

    @Test
    void a_map_that_cannot_be_meant_is_refused_by_what_is_wrong_with_it() {
        String[][] wrong = {
            {"[]", "no JSON object"},
            {"{", "no JSON"},
            {"{\"path\":\"{code}\"}", "names 'path'"},
            {"{\"concept_path\":\"{cod}\",\"predicate\":\"p\",\"value\":\"1\"}", "column 'cod'"},
            {"{\"concept_path\":\"a\",\"predicate\":\"p\"}", "the value of a claim"},
            {"{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":{\"from\":\"1\",\"type\":\"int\"}}", "type 'int'"},
            {"{\"concept_path\":1,\"predicate\":\"p\",\"value\":\"1\"}", "concept_path"},
        };
        for (String[] one : wrong) {
            assertThatThrownBy(() -> ColumnMap.read(one[0].getBytes(StandardCharsets.UTF_8), List.of("code")))
                    .isInstanceOf(Trouble.class)
                    .hasMessageContaining(one[1]);
        }
        assertThatThrownBy(() -> ColumnMap.ofHeader(List.of("concept_path", "colour")))
                .hasMessageContaining("'colour'");
        assertThatThrownBy(() -> ColumnMap.columns(List.of("a", " a"))).hasMessageContaining("twice");
    }

    @Test
    void what_is_written_as_a_table_is_read_back_as_the_same_claim() throws IOException {
        String[] claims = {
            "{\"kind\":\"assertion\",\"concept_path\":\"a/b\",\"predicate\":\"p\",\"value\":\"x\",\"source\":\"s\"}",
            "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":\"257\",\"source\":\"s, \\\"q\\\"\"}",
            "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":257.50,\"confidence\":0.5}",
            "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":\"\",\"metadata\":{\"k\":[1,null]}}",
            "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":\" true\",\"source\":\"two\\nlines\\r\"}",
            "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":{\"b\":[true,\"\\ud83d\\ude00\"]}}",
            "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":false,\"nonce\":\"00ff\"}",
            "{\"kind\":\"retraction\",\"concept_path\":\"a\",\"predicate\":\"p\",\"target\":\"00\",\"reason\":\"r\"}"
        };
        StringBuilder table = new StringBuilder(CsvLine.header());
        for (String claim : claims) {
            table.append(CsvLine.of(Doc.of(Json.read(claim.getBytes(StandardCharsets.UTF_8)))));
        }
        List<List<String>> records = records(table.toString(), ',');
        List<String> columns = ColumnMap.columns(records.get(0));
        ColumnMap map = ColumnMap.ofHeader(columns);
        for (int i = 0; i < claims.length; i++) {
            Map<String, Object> back = map.claim(columns, records.get(i + 1));
            assertThat(back).isEqualTo(Json.read(claims[i].getBytes(StandardCharsets.UTF_8)));
        }
    }
}
