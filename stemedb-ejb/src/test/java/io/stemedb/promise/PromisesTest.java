package io.stemedb.promise;

import static io.stemedb.promise.Violation.Rule.ALL_NODES_ARE_ALIKE_IN_THE_END;
import static io.stemedb.promise.Violation.Rule.COMPLETE_ANSWERS_HAVE_WHAT_IS_3_S_OLD;
import static io.stemedb.promise.Violation.Rule.NOTHING_IS_SHOWN_THAT_NOBODY_SENT;
import static io.stemedb.promise.Violation.Rule.NOTHING_IS_SHOWN_TWICE;
import static io.stemedb.promise.Violation.Rule.ONE_ID_FOR_ONE_CONTENT;
import static io.stemedb.promise.Violation.Rule.REQUIRED_ALL_HAS_WHAT_ONE_DISK_HAS;
import static io.stemedb.promise.Violation.Rule.REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE;
import static io.stemedb.promise.Violation.Rule.TOKENS_ARE_KEPT;
import static io.stemedb.promise.Violation.Rule.WHAT_WAS_REFUSED_IS_NOWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.intake.Ack;
import io.stemedb.promise.Read.Answer;
import io.stemedb.promise.Read.Require;
import io.stemedb.promise.Read.Shown;
import io.stemedb.promise.Violation.Rule;
import io.stemedb.promise.Write.Outcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise with a history that keeps it and one that breaks it, and where the one becomes the other. */
class PromisesTest {
    private static final Said RED = new Said("a/b", "red");
    private static final Said BLUE = new Said("a/c", "blue");
    private static final long ACKNOWLEDGED = 1_000;
    private static final long THREE_SECONDS_ON = ACKNOWLEDGED + Promises.FRESH_NANOS;

    private final ClientNotes notes = new ClientNotes();

    private void write(Said said, Ack ack, Outcome outcome) {
        String id = outcome == Outcome.ACKNOWLEDGED ? "id of " + said : null;
        notes.wrote(new Write("w", "node1", 0, ACKNOWLEDGED, said, ack, outcome, id));
    }

    private void acknowledged(Said... some) {
        Stream.of(some).forEach(said -> write(said, Ack.QUORUM, Outcome.ACKNOWLEDGED));
    }

    private static Answer answer(boolean complete, Said... some) {
        return Answer.of(
                complete,
                Stream.of(some)
                        .map(said -> new Shown(said, "id of " + said, "noon"))
                        .toList());
    }

    private void read(long begun, Require require, Answer answer) {
        read(begun, "*", require, Set.of(), answer);
    }

    private void read(long begun, String scope, Require require, Set<Said> covered, Answer answer) {
        notes.read(new Read("r", "node2", begun, begun + 10, scope, require, covered, answer));
    }

    private void end(String node, Answer answer) {
        notes.readInTheEnd(
                new Read("r", node, 2 * THREE_SECONDS_ON, 3 * THREE_SECONDS_ON, "*", Require.ALL, Set.of(), answer));
    }

    private void kept() {
        assertThat(Promises.judge(notes.history())).isEmpty();
    }

    private void broken(Rule... rules) {
        assertThat(Promises.judge(notes.history())).extracting(Violation::rule).containsExactly(rules);
    }

    @Test
    void a_complete_answer_has_what_was_acknowledged_more_than_3_s_before() {
        acknowledged(RED);
        read(THREE_SECONDS_ON + 1, Require.NOTHING, answer(true, RED));
        kept();
    }

    @Test
    void one_that_lacks_it_breaks_the_promise() {
        acknowledged(RED);
        read(THREE_SECONDS_ON + 1, Require.NOTHING, answer(true));
        broken(COMPLETE_ANSWERS_HAVE_WHAT_IS_3_S_OLD);
    }

    @Test
    void what_was_acknowledged_3_s_before_and_no_more_may_be_missing() {
        acknowledged(RED);
        read(THREE_SECONDS_ON, Require.NOTHING, answer(true));
        kept();
    }

    @Test
    void an_answer_that_does_not_call_itself_complete_may_lack_anything() {
        acknowledged(RED);
        read(2 * THREE_SECONDS_ON, Require.NOTHING, answer(false));
        kept();
    }

    @Test
    void an_answer_owes_only_what_it_was_asked_for() {
        acknowledged(RED, BLUE);
        read(2 * THREE_SECONDS_ON, "a/b", Require.NOTHING, Set.of(), answer(true, RED));
        read(2 * THREE_SECONDS_ON, "a/b/*", Require.NOTHING, Set.of(), answer(true));
        read(2 * THREE_SECONDS_ON, "a", Require.NOTHING, Set.of(), answer(true));
        kept();
        read(2 * THREE_SECONDS_ON, "a/*", Require.NOTHING, Set.of(), answer(true, RED));
        broken(COMPLETE_ANSWERS_HAVE_WHAT_IS_3_S_OLD);
    }

    @Test
    void what_nobody_acknowledged_may_be_there_or_not() {
        write(RED, Ack.QUORUM, Outcome.UNKNOWN);
        read(2 * THREE_SECONDS_ON, Require.COMPLETE, answer(true));
        read(2 * THREE_SECONDS_ON, Require.COMPLETE, answer(true, RED));
        kept();
    }

    @Test
    void what_one_disk_alone_has_acknowledged_may_be_missing_from_a_complete_answer() {
        write(RED, Ack.LEADER, Outcome.ACKNOWLEDGED);
        read(2 * THREE_SECONDS_ON, Require.NOTHING, answer(true));
        read(2 * THREE_SECONDS_ON, Require.COMPLETE, answer(true));
        kept();
    }

    @Test
    void but_not_from_one_that_was_required_to_have_all() {
        write(RED, Ack.LEADER, Outcome.ACKNOWLEDGED);
        read(ACKNOWLEDGED + 1, Require.ALL, answer(true));
        broken(REQUIRED_ALL_HAS_WHAT_ONE_DISK_HAS);
    }

    @Test
    void a_repeat_that_is_acknowledged_at_quorum_counts_from_then_on() {
        write(RED, Ack.LEADER, Outcome.ACKNOWLEDGED);
        notes.wrote(new Write("w", "node3", 5_000, 6_000, RED, Ack.QUORUM, Outcome.ACKNOWLEDGED, "id of " + RED));
        read(6_000, Require.COMPLETE, answer(true));
        kept();
        read(6_001, Require.COMPLETE, answer(true));
        broken(REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE);
    }

    @Test
    void an_answer_that_was_required_to_be_complete_has_what_was_acknowledged_before_the_question() {
        acknowledged(RED);
        read(ACKNOWLEDGED + 1, Require.COMPLETE, answer(true, RED));
        read(ACKNOWLEDGED + 1, Require.ALL, answer(true, RED));
        kept();
    }

    @Test
    void one_that_lacks_that_breaks_the_promise_at_once() {
        acknowledged(RED);
        read(ACKNOWLEDGED + 1, Require.COMPLETE, answer(true));
        read(ACKNOWLEDGED + 1, Require.ALL, answer(true));
        broken(REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE, REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE);
    }

    @Test
    void what_is_acknowledged_as_the_question_is_asked_may_be_missing() {
        acknowledged(RED);
        read(ACKNOWLEDGED, Require.COMPLETE, answer(true));
        read(ACKNOWLEDGED - 1, Require.COMPLETE, answer(true));
        kept();
    }

    @Test
    void a_question_without_an_answer_breaks_nothing() {
        acknowledged(RED);
        read(2 * THREE_SECONDS_ON, "*", Require.COMPLETE, Set.of(RED), Answer.none("503 replicas-unreachable"));
        kept();
    }

    @Test
    void a_question_with_a_token_is_answered_with_what_that_stands_for_complete_or_not() {
        acknowledged(RED);
        read(ACKNOWLEDGED + 1, "a/b", Require.NOTHING, Set.of(RED), answer(false, RED));
        kept();
        read(ACKNOWLEDGED + 1, "a/b", Require.NOTHING, Set.of(RED), answer(false));
        broken(TOKENS_ARE_KEPT);
    }

    @Test
    void a_token_says_nothing_of_other_paths() {
        acknowledged(RED);
        read(ACKNOWLEDGED + 1, "a/c", Require.NOTHING, Set.of(RED), answer(false));
        kept();
    }

    @Test
    void the_same_content_has_the_same_id_wherever_it_is_sent() {
        acknowledged(RED, RED);
        kept();
        notes.wrote(new Write("w", "node3", 10, 20, RED, Ack.QUORUM, Outcome.ACKNOWLEDGED, "another"));
        broken(ONE_ID_FOR_ONE_CONTENT);
    }

    @Test
    void an_id_that_is_shown_is_the_one_that_was_acknowledged() {
        acknowledged(RED);
        read(2_000, Require.NOTHING, Answer.of(false, List.of(new Shown(RED, "another", "noon"))));
        broken(ONE_ID_FOR_ONE_CONTENT);
    }

    @Test
    void an_id_shows_one_content() {
        acknowledged(RED, BLUE);
        read(2_000, Require.NOTHING, Answer.of(false, List.of(new Shown(BLUE, "id of " + RED, "noon"))));
        broken(ONE_ID_FOR_ONE_CONTENT);
    }

    @Test
    void an_answer_shows_no_claim_twice() {
        acknowledged(RED, BLUE);
        read(2_000, Require.NOTHING, answer(false, RED, BLUE, RED));
        broken(NOTHING_IS_SHOWN_TWICE);
    }

    @Test
    void nobody_is_shown_what_nobody_sent() {
        read(2_000, Require.NOTHING, answer(false, RED));
        broken(NOTHING_IS_SHOWN_THAT_NOBODY_SENT);
    }

    @Test
    void what_is_sent_while_a_question_is_answered_may_be_shown_and_what_is_sent_later_may_not() {
        notes.wrote(new Write("w", "node1", 2_010, 9_000, RED, Ack.QUORUM, Outcome.UNKNOWN, null));
        read(2_000, Require.NOTHING, answer(false, RED));
        kept();
        read(1_999, Require.NOTHING, answer(false, RED));
        broken(NOTHING_IS_SHOWN_THAT_NOBODY_SENT);
    }

    @Test
    void what_was_refused_is_nowhere() {
        write(RED, Ack.QUORUM, Outcome.REFUSED);
        read(2_000, Require.NOTHING, answer(false));
        kept();
        read(2_000, Require.NOTHING, answer(false, RED));
        broken(WHAT_WAS_REFUSED_IS_NOWHERE);
    }

    @Test
    void what_was_refused_once_and_not_whenever_it_was_sent_may_be_there() {
        write(RED, Ack.QUORUM, Outcome.REFUSED);
        write(RED, Ack.QUORUM, Outcome.UNKNOWN);
        read(2_000, Require.NOTHING, answer(false, RED));
        kept();
    }

    @Test
    void in_the_end_all_nodes_show_the_same() {
        acknowledged(RED);
        write(BLUE, Ack.QUORUM, Outcome.UNKNOWN);
        end("node1", answer(true, RED, BLUE));
        end("node2", answer(true, BLUE, RED));
        kept();
        end("node3", answer(true, RED));
        broken(ALL_NODES_ARE_ALIKE_IN_THE_END);
    }

    @Test
    void in_the_end_a_claim_has_one_time_of_recording() {
        acknowledged(RED);
        end("node1", answer(true, RED));
        end("node2", Answer.of(true, List.of(new Shown(RED, "id of " + RED, "one"))));
        broken(ALL_NODES_ARE_ALIKE_IN_THE_END, ALL_NODES_ARE_ALIKE_IN_THE_END);
    }

    @Test
    void before_the_end_a_claim_may_have_two() {
        acknowledged(RED);
        read(2_000, Require.NOTHING, answer(true, RED));
        read(3_000, Require.NOTHING, Answer.of(true, List.of(new Shown(RED, "id of " + RED, "one"))));
        kept();
    }

    @Test
    void in_the_end_nothing_that_was_acknowledged_is_missing_though_all_nodes_are_alike() {
        acknowledged(RED);
        end("node1", answer(true));
        end("node2", answer(true));
        broken(REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE, REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE);
    }

    @Test
    void in_the_end_every_node_answers() {
        end("node1", Answer.none("504 token-timeout"));
        broken(ALL_NODES_ARE_ALIKE_IN_THE_END);
    }

    @Test
    void a_history_in_which_nothing_happened_breaks_nothing() {
        kept();
        assertThat(notes.history().size()).isZero();
    }
}
