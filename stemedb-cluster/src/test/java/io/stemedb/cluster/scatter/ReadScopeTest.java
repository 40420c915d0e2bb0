package io.stemedb.cluster.scatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.peer.Requirement;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadScopeTest {
    private final ReadScope scope = new ReadScope(null, Requirement.NONE);

    @Test
    void an_answer_of_which_one_part_may_lack_something_is_not_complete() {
        scope.rests("node1", Set.of(1), false, Set.of("node3"));
        scope.rests("node2", Set.of(2), true, Set.of());
        assertThat(scope.coverage().complete()).isFalse();
        assertThat(scope.coverage().unreachable()).containsExactly("node3");
    }

    @Test
    void a_copy_counts_as_it_was_when_it_was_first_read() {
        scope.rests("node1", Set.of(1), true, Set.of());
        scope.rests("node1", Set.of(1), false, Set.of("node3"));
        assertThat(scope.coverage().complete()).isTrue();
    }

    @Test
    void what_was_called_complete_already_does_not_go_on_with_a_copy_that_may_lack_something() {
        scope.rests("node1", Set.of(1), true, Set.of());
        scope.promise();
        assertThatThrownBy(() -> scope.rests("node2", Set.of(1), false, Set.of("node3")))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.REPLICAS_UNREACHABLE));
    }

    @Test
    void what_was_called_incomplete_goes_on_with_any_copy() {
        scope.rests("node1", Set.of(1), false, Set.of("node3"));
        scope.promise();
        assertThatCode(() -> scope.rests("node2", Set.of(1), false, Set.of("node3")))
                .doesNotThrowAnyException();
    }
}
