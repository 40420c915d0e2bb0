package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Limits;
import io.stemedb.intake.Settled;
import io.stemedb.intake.Writes;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.refusal.StemeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryBatchTest {
    @TempDir
    Path directory;

    private Engine engine;
    private final List<String> answers = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        engine = SmallEngine.open(directory);
        for (String value : new String[] {"1", "2"}) {
            byte[] claim = ("{\"concept_path\":\"a\",\"predicate\":\"p" + value + "\",\"value\":" + value + "}")
                    .getBytes(UTF_8);
            Settled.of(engine.writes()
                    .write(
                            ClaimReader.read(JsonReader.object(claim, JsonLimits.DEFAULT), Limits.DEFAULT),
                            new Writes.Caller("", null)));
        }
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private void ask(InputStream lines) throws IOException {
        engine.queryBatch().run(lines, new QueryBatch.Answers<>() {
            @Override
            public void answer(Engine.Answered answered) {
                answers.add(String.join(
                        ",",
                        answered.answer().results().stream()
                                .map(item -> item.claim().assertion().value().toString())
                                .toList()));
            }

            @Override
            public void refused(long line, StemeException refusal) {
                answers.add(line + " " + refusal.field());
            }

            @Override
            public void resting() {
                answers.add("rest");
            }
        });
    }

    private static InputStream of(String lines) {
        return new ByteArrayInputStream(lines.replace('\'', '"').getBytes(UTF_8));
    }

    @Test
    void answers_come_in_the_order_of_questions_and_a_refusal_stands_in_its_place() throws IOException {
        ask(of("{'concept_path':'a','predicate':'p1'}\r\n\n{'concept_path':7}\n" + "nonsense\n"
                + "{'concept_path':'none'}\n{'concept_path':'a','predicate':'p2'}"));
        answers.removeIf("rest"::equals);
        assertThat(answers).containsExactly("1", "3 /concept_path", "4 ", "", "2");
    }

    @Test
    void a_line_too_long_is_refused_alone() throws IOException {
        ask(of("{'concept_path':'" + "x".repeat(Limits.DEFAULT.batchLineBytes()) + "'}\n"
                + "{'concept_path':'a','predicate':'p2'}"));
        answers.removeIf("rest"::equals);
        assertThat(answers).containsExactly("1 ", "2");
    }

    @Test
    void whoever_waits_for_an_answer_before_he_asks_on_gets_it() throws IOException {
        String line = "{'concept_path':'a','predicate':'p1'}\n";
        InputStream slow = new InputStream() {
            private int sent;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return sent++ == 2 ? -1 : of(line).read(bytes, offset, length);
            }
        };
        ask(slow);
        assertThat(answers).containsExactly("rest", "1", "rest", "1", "rest");
    }
}
