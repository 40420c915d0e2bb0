package io.stemedb.cluster.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.grpc.PreviousMessages;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nodes of the previous build tell of changes as those of this one do. */
class PreviousFeedTest {
    @Test
    void what_nodes_of_the_previous_build_ask_and_tell_about_changes_is_read_and_written_alike() {
        Set<String> kinds = new TreeSet<>();
        for (PreviousMessages.Call call : PreviousMessages.questions("CHANGES")) {
            FeedQuestion question = FeedQuestion.read(call.question());
            FeedAnswer answer = FeedAnswer.read(call.answer());
            kinds.add(question.getClass().getSimpleName());
            kinds.add(answer.getClass().getSimpleName());
            assertThat(question.write()).isEqualTo(call.question());
            assertThat(answer.write()).isEqualTo(call.answer());
        }
        assertThat(kinds).contains("Begin", "Begun", "Walk", "Walked", "Tail", "Told");
    }
}
