package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Subtree;
import io.stemedb.intake.BatchReport;
import io.stemedb.intake.Batches;
import io.stemedb.intake.Settled;
import io.stemedb.merkle.Roots;
import io.stemedb.source.SourceUpdate;
import io.stemedb.store.ShardState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportImportTest {
    @TempDir
    Path directory;

    private Engine open(String name) throws IOException {
        return SmallEngine.open(directory.resolve(name));
    }

    private static BatchReport take(Engine engine, String lines, String batchId) throws IOException {
        return engine.batches()
                .run(
                        new ByteArrayInputStream(lines.getBytes(UTF_8)),
                        new Batches.Options(batchId, false, ""),
                        Batches.Progress.UNWATCHED);
    }

    private static String export(Engine engine) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        engine.export().write(Subtree.ALL, out);
        return out.toString(UTF_8);
    }

    private static List<String> roots(Engine engine, Function<Roots, String> which) {
        return engine.shards().stream().map(ShardState::roots).map(which).toList();
    }

    @Test
    void an_import_of_an_export_is_the_same_set_of_assertions() throws IOException {
        String lines = "{'concept_path':'a','predicate':'p','value':1,'source':'s'}\n"
                + "{'concept_path':'a/b','predicate':'p','value':{'x':[1.5,'ü\\n']},'confidence':0.25,"
                + "'asserted_at':'2020-01-01T00:00:00Z','valid_from':'2020-01-01T00:00:00Z',"
                + "'valid_to':'2021-01-01T00:00:00Z','metadata':{'k':'v'}}\n"
                + "{'concept_path':'a','predicate':'q','value':true,'source':'t'}";
        try (Engine one = open("one");
                Engine other = open("other")) {
            take(one, lines.replace('\'', '"'), "batch-of-one");
            Settled.of(one.sources().register("s", new SourceUpdate(null, null, 900_000)));
            Settled.of(one.retractBatch("batch-of-one", "s", "wrong"));
            String exported = export(one);
            assertThat(exported.lines()).hasSize(4).noneMatch(line -> line.contains("batch-of-one"));

            BatchReport report = take(other, exported, null);
            assertThat(report.failedCount()).isZero();
            assertThat(report.createdCount()).isEqualTo(4);
            assertThat(export(other).lines())
                    .containsExactlyInAnyOrderElementsOf(exported.lines().toList());
            assertThat(take(one, exported, null).duplicateCount())
                    .as("equal ids")
                    .isEqualTo(4);
            assertThat(roots(other, Roots::content)).isEqualTo(roots(one, Roots::content));
            assertThat(roots(other, Roots::record))
                    .as("other times of recording")
                    .isNotEqualTo(roots(one, Roots::record));
        }
    }
}
