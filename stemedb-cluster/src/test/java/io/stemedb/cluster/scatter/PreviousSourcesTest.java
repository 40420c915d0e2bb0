package io.stemedb.cluster.scatter;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.grpc.PreviousMessages;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes of the previous build ask about sources as those of this one do. */
class PreviousSourcesTest {
    @Test
    void what_nodes_of_the_previous_build_ask_and_answer_about_sources_is_read_and_written_alike() {
        List<PreviousMessages.Call> calls = PreviousMessages.questions("SOURCES");
        assertThat(calls).isNotEmpty();
        for (PreviousMessages.Call call : calls) {
            assertThat(SourceQuestion.read(call.question()).write()).isEqualTo(call.question());
            assertThat(SourceQuestion.Answer.read(call.answer()).write()).isEqualTo(call.answer());
        }
    }
}
