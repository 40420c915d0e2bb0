package io.stemedb.feed;

import static io.stemedb.assertion.Claims.claim;
import static io.stemedb.assertion.Claims.retraction;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Subtree;
import io.stemedb.reading.FakeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportTest {
    private final FakeReader store = new FakeReader();

    private void hold(Claims... claims) {
        for (Claims claim : claims) {
            store.add(claim.done());
        }
    }

    private List<String> export(String prefix, int partBytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Export(store, partBytes).write(Subtree.parse("/prefix", prefix, Limits.DEFAULT), out);
        return out.toString(UTF_8).lines().toList();
    }

    private List<String> paths(String prefix, int partBytes) throws IOException {
        return export(prefix, partBytes).stream()
                .map(line -> line.replaceAll(".*\"concept_path\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private void holdATree() {
        hold(
                claim(1).in("a/c", "p"),
                claim(2).in("a/b", "q"),
                claim(3).in("a/b", "p"),
                claim(4).in("a/b/x", "p"),
                claim(5).in("a/b!", "p"),
                claim(6).in("a", "p"),
                claim(7).in("_stemedb/sources/x", "weight"));
    }

    @Test
    void it_is_in_the_order_of_slots_and_leaves_the_databases_own_facts_out() throws IOException {
        holdATree();
        assertThat(paths(null, 1 << 20)).containsExactly("a", "a/b", "a/b", "a/b!", "a/b/x", "a/c");
    }

    @Test
    void a_prefix_is_a_path_and_all_below_or_with_a_star_all_below() throws IOException {
        holdATree();
        assertThat(paths("a/b", 1 << 20)).containsExactly("a/b", "a/b", "a/b/x");
        assertThat(paths("a/b/*", 1 << 20)).containsExactly("a/b/x");
        assertThat(paths("z", 1 << 20)).isEmpty();
    }

    @Test
    void however_small_its_parts_nothing_is_left_out_or_repeated() throws IOException {
        holdATree();
        for (String prefix : new String[] {null, "a", "a/b", "a/*"}) {
            assertThat(export(prefix, 1)).isEqualTo(export(prefix, 1 << 20));
        }
    }

    @Test
    void a_retraction_is_a_line_of_its_own_kind() throws IOException {
        hold(claim(1).in("a", "p"), retraction(2, 1).in("a", "p"));
        assertThat(export("a", 1 << 20)).hasSize(2);
        assertThat(export("a", 1 << 20).get(1)).contains("\"kind\":\"retraction\"", "\"target\":", "\"reason\":");
    }

    @Test
    void nothing_is_pinned_while_a_reader_takes_its_time() throws IOException {
        holdATree();
        int[] writes = {0};
        new Export(store, 1).write(Subtree.ALL, new ByteArrayOutputStream() {
            @Override
            public void flush() {
                assertThat(store.openCursors()).isZero();
                writes[0]++;
            }
        });
        assertThat(writes[0]).isGreaterThan(5);
        assertThat(store.openCursors()).isZero();
    }
}
