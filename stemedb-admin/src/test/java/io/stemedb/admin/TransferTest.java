package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of claims are sent whole and once, whatever happens on the way, and what is held comes whole or not at all. */
class TransferTest {
    private static final String LINE = "{\"concept_path\":\"a/%d\",\"predicate\":\"p\",\"value\":%d}";

    @TempDir
    Path folder;

    private static Session with(FakeApi api) {
        return new Session().set("STEMEDB_GATEWAY", api.address()).set("STEMEDB_API", api.address());
    }

    private static List<String> claims(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, LINE, i, i))
                .toList();
    }

    private Path file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void all_lines_are_sent_in_their_order_in_chunks() throws IOException {
        List<String> claims = claims(2_500);
        try (FakeApi api = new FakeApi()) {
            Session.Result result = with(api).run("import " + file("c.ndjson", claims) + " -o json");

            assertThat(result.code()).as("%s", result).isZero();
            assertThat(api.held()).isEqualTo(claims);
            assertThat(api.calls()).isEqualTo(3);
            assertThat(result.out()).contains("\"lines\": 2500", "\"created\": 2500", "\"refused_file\": null");
            assertThat(files()).containsExactly("c.ndjson");
        }
    }

    @Test
    void what_a_node_does_not_answer_is_sent_again_and_counts_once() throws IOException {
        List<String> claims = claims(1_500);
        try (FakeApi api = new FakeApi().ending(0, 503, 429, 503)) {
            Session.Result result = with(api).run("import " + file("c.ndjson", claims));

            assertThat(result.code()).as("%s", result).isZero();
            assertThat(api.held()).isEqualTo(claims);
            assertThat(result.err()).contains("waiting: ");
        }
    }

    @Test
    void behind_the_last_chunk_on_record_it_goes_on_and_sends_nothing_twice() throws IOException {
        List<String> claims = claims(2_200);
        Path file = file("c.ndjson", claims);
        try (FakeApi api = new FakeApi()) {
            api.ending(-1, 403);
            Session.Result broken = with(api).run("import " + file);
            assertThat(broken.code()).as("%s", broken).isEqualTo(4);
            assertThat(files()).contains("c.ndjson.stemedb-import.json", "c.ndjson.stemedb-import.json.lock");

            Session.Result rest = with(api).run("import " + file);

            assertThat(rest.code()).as("%s", rest).isZero();
            assertThat(rest.err()).contains("goes on behind line 1000");
            assertThat(api.held()).isEqualTo(claims);
            assertThat(files()).containsExactly("c.ndjson");
        }
    }

    @Test
    void two_imports_of_one_file_do_not_get_in_each_others_way() throws IOException {
        Path file = file("c.ndjson", claims(3));
        Path lock = folder.resolve("c.ndjson.stemedb-import.json.lock");
        try (FakeApi api = new FakeApi();
                FileChannel other = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();
            Session.Result result = with(api).run("import " + file);
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err()).contains("under way");
            assertThat(api.held()).isEmpty();
        }
        try (FakeApi api = new FakeApi()) {
            assertThat(with(api).run("import " + file).code()).isZero(); // what a killed one has left is no lock
            assertThat(files()).containsExactly("c.ndjson");
        }
    }

    @Test
    void an_input_that_has_changed_is_not_gone_on_with() throws IOException {
        Path file = file("c.ndjson", claims(2_200));
        try (FakeApi api = new FakeApi().ending(-1, 403)) {
            assertThat(with(api).run("import " + file).code()).isEqualTo(4);
            Files.writeString(file, "{}\n");
            assertThat(with(api).run("import " + file).err()).contains("--restart");
            assertThat(with(api).run("import " + file + " --restart").code()).isZero();
        }
    }

    @Test
    void refused_lines_are_in_a_file_of_their_own_with_why() throws IOException {
        List<String> lines = List.of("{\"a\":1}", "", "bad", "{\"a\":2}");
        Path file = file("c.ndjson", lines);
        try (FakeApi api = new FakeApi()) {
            Session.Result result = with(api).run("import " + file);

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out()).contains("Some lines were refused", "Refused: 1");
            assertThat(api.held()).containsExactly("{\"a\":1}", "{\"a\":2}");
            assertThat(folder.resolve("c.ndjson.refused.ndjson"))
                    .hasContent("{\"line\":3,\"field\":\"/value\",\"reason\":\"it is bad\",\"hint\":null,"
                            + "\"text\":\"bad\"}");
            assertThat(with(api).run("import " + file).err()).contains("is there already");
        }
    }

    @Test
    void a_rehearsal_writes_nothing_and_can_be_repeated() throws IOException {
        Path file = file("c.ndjson", List.of("{\"a\":1}", "bad"));
        try (FakeApi api = new FakeApi()) {
            for (int i = 0; i < 2; i++) {
                assertThat(with(api).run("import --dry-run " + file).code()).isEqualTo(1);
            }
            assertThat(api.held()).isEmpty();
            assertThat(with(api).run("import " + file).code()).isEqualTo(1);
        }
    }

    @Test
    void tables_are_sent_as_their_map_says_packed_or_not() throws IOException {
        Path map = Files.writeString(
                folder.resolve("map.json"),
                "{\"concept_path\":\"geo/{code}\",\"predicate\":\"capital\","
                        + "\"value\":\"{capital}\",\"source\":\"me\"}");
        String table = "code;capital\nBI;\"Gitega; once Bujumbura\"\nXX;a;b\n";
        Path file = folder.resolve("c.csv.gz");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(table.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, packed.toByteArray());
        try (FakeApi api = new FakeApi()) {
            Session.Result result = with(api).run("import " + file + " --delimiter ; --map " + map);

            assertThat(result.code()).as("%s", result).isEqualTo(1);
            assertThat(api.held())
                    .containsExactly("{\"concept_path\":\"geo/BI\",\"predicate\":\"capital\","
                            + "\"value\":\"Gitega; once Bujumbura\",\"source\":\"me\"}");
            assertThat(folder.resolve("c.csv.gz.refused.ndjson")).content().contains("3 fields", "2 columns");
        }
    }

    @Test
    void the_standard_input_is_sent_as_well() {
        try (FakeApi api = new FakeApi()) {
            assertThat(with(api)
                            .reading("{\"a\":1}\n")
                            .run("import - --refused " + folder.resolve("r"))
                            .code())
                    .isZero();
            assertThat(api.held()).containsExactly("{\"a\":1}");
        }
    }

    @Test
    void an_export_is_there_whole_or_not_at_all() throws IOException {
        String lines = claims(3).stream().collect(Collectors.joining("\n", "", "\n"));
        Path file = folder.resolve("all.ndjson");
        String problem = "{\"type\":\"urn:stemedb:problem:shard-unavailable\",\"detail\":\"a shard is damaged\"}\n";
        try (FakeApi api = new FakeApi()) {
            assertThat(with(api.exporting(lines, 50))
                            .run("export --output " + file)
                            .code())
                    .isEqualTo(1);
            assertThat(files()).isEmpty();
            Session.Result failed = with(api.exporting(lines + problem, -1)).run("export --output " + file);
            assertThat(failed.code()).isEqualTo(1);
            assertThat(failed.err()).contains("a shard is damaged");
            assertThat(with(api.exporting(lines + "{\"half", -1)).run("export").code())
                    .isEqualTo(1);
            assertThat(files()).isEmpty();

            assertThat(with(api.exporting(lines, -1))
                            .run("export --output " + file)
                            .code())
                    .isZero();
            assertThat(file).hasContent(lines.strip());
            assertThat(with(api).run("export --output " + file).code()).isEqualTo(2); // it is there
            assertThat(with(api).run("export").out()).isEqualTo(lines);
        }
    }

    @Test
    void what_is_exported_as_a_table_can_be_imported() throws IOException {
        List<String> claims = List.of(
                "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":\"1, \\\"2\\\"\",\"source\":\"s\"}",
                "{\"concept_path\":\"b\",\"predicate\":\"p\",\"value\":\"1\",\"source\":\"s\"}");
        Path file = folder.resolve("all.csv.gz");
        try (FakeApi api = new FakeApi().exporting(String.join("\n", claims) + "\n", -1)) {
            assertThat(with(api).run("export --output " + file).code()).isZero();
            Session.Result back = with(api).run("import " + file);
            assertThat(back.code()).as("%s", back).isZero();
            assertThat(api.held()).isEqualTo(claims);
        }
    }
}
