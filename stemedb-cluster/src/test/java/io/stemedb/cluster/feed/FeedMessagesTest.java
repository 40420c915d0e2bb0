package io.stemedb.cluster.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Dot;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeedMessagesTest {
    private static final ShardVector SOME = ShardVector.of(new Dot(-7, 1)).with(new Dot(8, 3));
    private static final FeedAnswer.Item ITEM =
            new FeedAnswer.Item(77, true, new StoredRecord(new byte[] {1, 2}, new byte[] {3}));

    private static final List<FeedQuestion> QUESTIONS = List.of(
            new FeedQuestion.Begin(Set.of(1, 63)),
            new FeedQuestion.Tail(Set.of(), -1, Long.MAX_VALUE),
            new FeedQuestion.Walk(3, SOME, ShardVector.NONE, new byte[] {9}));

    private static final List<FeedAnswer> ANSWERS = List.of(
            new FeedAnswer.Begun(-5, 6, Map.of(3, SOME)),
            new FeedAnswer.Gone(),
            new FeedAnswer.Told(List.of(ITEM, ITEM), 12, true),
            new FeedAnswer.Walked(List.of(ITEM), new byte[] {1, 2}));

    @Test
    void questions_and_answers_arrive_as_they_were() {
        for (FeedQuestion question : QUESTIONS) {
            assertThat(FeedQuestion.read(question.write()))
                    .usingRecursiveComparison()
                    .isEqualTo(question);
        }
        for (FeedAnswer answer : ANSWERS) {
            assertThat(FeedAnswer.read(answer.write()))
                    .usingRecursiveComparison()
                    .isEqualTo(answer);
        }
    }

    @Test
    void what_is_cut_or_longer_is_refused() {
        for (FeedAnswer answer : ANSWERS) {
            byte[] bytes = answer.write();
            assertThatThrownBy(() -> FeedAnswer.read(Arrays.copyOf(bytes, bytes.length + 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> FeedAnswer.read(Arrays.copyOf(bytes, bytes.length - 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
