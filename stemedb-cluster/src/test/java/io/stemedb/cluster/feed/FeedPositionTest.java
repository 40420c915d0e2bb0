package io.stemedb.cluster.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Dot;
import io.stemedb.cluster.feed.FeedPosition.Place;
import io.stemedb.cluster.feed.FeedPosition.Walk;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeedPositionTest {
    private static final ShardVector SOME =
            ShardVector.of(new Dot(-7, 1)).with(new Dot(-7, 9)).with(new Dot(8, 1));
    private static final FeedPosition POSITION = new FeedPosition(
            DotVector.of(Map.of(0, SOME, 63, ShardVector.of(new Dot(8, 5)))),
            List.of(new Place(-7, 300, Set.of(0, 63)), new Place(8, 0, Set.of())),
            new Walk(5, SOME, new byte[] {1, 0, -1}));

    @Test
    void a_position_reads_as_it_was_written() {
        FeedPosition read = FeedPosition.read("/after", POSITION.write());

        assertThat(read).usingRecursiveComparison().isEqualTo(POSITION);
        assertThat(FeedPosition.read("/after", FeedPosition.start().write()).passed())
                .isEqualTo(DotVector.NONE);
    }

    @Test
    void what_is_no_position_is_refused() {
        String text = POSITION.write();
        String vector = text.substring(0, text.indexOf('.'));
        for (String wrong : List.of(
                "",
                ".",
                "x",
                "end",
                vector,
                vector + ".",
                text + "A",
                text.substring(1),
                text.replace('.', '-'),
                FeedPosition.start().write() + text.substring(text.indexOf('.')),
                "*".repeat(100_000) + ".")) {
            assertThatThrownBy(() -> FeedPosition.read("/after", wrong))
                    .as(wrong)
                    .isInstanceOfSatisfying(StemeException.class, refused -> {
                        assertThat(refused.refusal()).isEqualTo(Refusal.MALFORMED);
                        assertThat(refused.field()).isEqualTo("/after");
                    });
        }
    }
}
