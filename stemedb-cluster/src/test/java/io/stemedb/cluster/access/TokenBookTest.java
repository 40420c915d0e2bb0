package io.stemedb.cluster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.access.TokenFile;
import io.stemedb.access.TokenSet;
import io.stemedb.access.TokenText;
import io.stemedb.cluster.access.TokenOffice.Made;
import io.stemedb.files.LocalDisk;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenBookTest {
    private static final Instant NOW = Instant.parse("2026-11-25T14:02:24.937052Z");

    @TempDir
    Path folder;

    private final AllNodes cluster = new AllNodes();
    private final TokenText text = TokenText.fresh(new Random(1));
    private final Token operator = Token.of(text, Role.OPERATOR, "", NOW, "cli");
    private TokenFile file;
    private TokenBook book;
    private TokenOffice office;
    private Instant clock = NOW;

    /** What all nodes know, as far as they can be reached. */
    private static final class AllNodes implements TokenFacts {
        private final Map<String, Token> tokens = new TreeMap<>();
        private TokenSet set = TokenSet.NONE;
        private boolean majority = true;
        private String earlier = "";
        private boolean joined = true;
        private Token refused;
        private CompletableFuture<Void> pending;

        @Override
        public TokenSet known() {
            TokenSet next = TokenSet.of(tokens.values());
            set = next.equals(set) ? set : next; // the same set as long as nothing is stated
            return set;
        }

        @Override
        public boolean areAll() {
            return joined;
        }

        @Override
        public void requireUnderstood() {
            if (!earlier.isEmpty()) {
                throw StemeException.of(Refusal.UNSAFE, earlier);
            }
        }

        @Override
        public CompletableFuture<Void> state(Token token) {
            if (pending != null) {
                return pending;
            }
            if (!majority) {
                refused = token;
                return CompletableFuture.failedFuture(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "too few"));
            }
            tokens.put(token.id(), token);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Boolean> offer(Token token) {
            return tokens.containsKey(token.id())
                    ? CompletableFuture.completedFuture(false)
                    : state(token).thenApply(done -> true);
        }
    }

    @BeforeEach
    void begin() {
        file = new TokenFile(new LocalDisk(), folder.resolve(TokenFile.NAME), folder);
        again();
    }

    private void again() {
        book = new TokenBook(file, TokenFile.known(new LocalDisk(), folder));
        office = new TokenOffice(book, new Random(7), () -> clock);
        book.begin();
    }

    private boolean isLetIn(TokenText sent) {
        return book.now().verify(sent, clock).isPresent();
    }

    private static Refusal refusalOf(Runnable call) {
        try {
            call.run();
        } catch (StemeException refused) {
            return refused.refusal();
        }
        throw new AssertionError("it was not refused");
    }

    @Test
    void a_token_in_the_file_counts_on_this_node_at_once_and_on_all_once_they_can_be_told() throws IOException {
        cluster.majority = false;
        book.over(cluster);
        file.write(List.of(operator));

        book.look();
        assertThat(isLetIn(text)).isTrue();
        assertThat(cluster.known().isConfigured()).isFalse();

        cluster.majority = true;
        book.look();
        assertThat(cluster.known().get(text.id())).contains(operator);
    }

    @Test
    void what_another_node_states_counts_at_once() {
        book.over(cluster);

        cluster.tokens.put(text.id(), operator);
        assertThat(isLetIn(text)).isTrue();

        cluster.tokens.put(text.id(), operator.revoked(NOW));
        assertThat(isLetIn(text)).isFalse();
    }

    @Test
    void a_token_that_was_revoked_stays_so_though_it_stands_in_the_file() throws IOException {
        file.write(List.of(operator));
        book.over(cluster);
        book.look();

        office.revoke(text.id(), true);
        book.look();

        assertThat(isLetIn(text)).isFalse();
        again();
        book.over(cluster);
        assertThat(isLetIn(text)).isFalse();
    }

    @Test
    void a_token_that_the_file_ends_is_ended_on_all_nodes() throws IOException {
        file.write(List.of(operator));
        book.over(cluster);
        book.look();

        file.write(List.of(operator.revoked(NOW)));
        book.look();

        assertThat(isLetIn(text)).isFalse();
        assertThat(cluster.tokens.get(text.id()).revokedAt()).isEqualTo(NOW);
    }

    @Test
    void a_node_keeps_its_door_before_it_is_open_by_what_it_knew() {
        book.over(cluster);
        Made made = office.create(Role.OPERATOR, "", "anyone", false);

        again();

        assertThat(isLetIn(made.text())).isTrue();
        assertThat(book.isUnreadable()).isFalse();
    }

    @Test
    void files_that_cannot_be_read_keep_everybody_out_until_all_nodes_can_tell() throws IOException {
        Files.writeString(folder.resolve(TokenFile.KNOWN), "damaged");
        again();
        assertThat(book.isUnreadable()).isTrue();

        cluster.tokens.put(text.id(), operator);
        book.over(cluster);

        assertThat(book.isUnreadable()).isFalse();
        assertThat(isLetIn(text)).isTrue();
    }

    @Test
    void a_file_that_is_damaged_while_the_node_runs_counts_as_it_was() throws IOException {
        file.write(List.of(operator));
        book.over(cluster);
        book.look();

        Files.writeString(file.path(), "damaged");
        book.look();

        assertThat(isLetIn(text)).isTrue();
    }

    @Test
    void none_is_made_while_some_nodes_would_let_everybody_in() throws IOException {
        cluster.earlier = "node-2";
        book.over(cluster);

        assertThat(refusalOf(() -> office.create(Role.OPERATOR, "", "anyone", true)))
                .isEqualTo(Refusal.UNSAFE);
        file.write(List.of(operator));
        book.look();
        assertThat(cluster.tokens).isEmpty();
        assertThat(isLetIn(text)).isTrue();
    }

    @Test
    void the_first_token_is_that_of_an_operator_and_the_last_of_them_stays() {
        book.over(cluster);

        assertThat(refusalOf(() -> office.create(Role.READER, "", "anyone", false)))
                .isEqualTo(Refusal.UNSAFE);
        Made first = office.create(Role.OPERATOR, "", "anyone", false);
        assertThat(refusalOf(() -> office.revoke(first.token().id(), false))).isEqualTo(Refusal.UNSAFE);

        office.create(Role.OPERATOR, "", first.token().id(), false);
        assertThat(office.revoke(first.token().id(), false).isValid(clock)).isFalse();
        assertThat(office.revoke(first.token().id(), false).isValid(clock)).isFalse();
    }

    @Test
    void once_there_are_tokens_only_operators_make_and_end_them_whatever_the_door_lets_pass() {
        book.over(cluster);
        assertThatCode(() -> office.askedBy(null)).doesNotThrowAnyException();

        office.create(Role.OPERATOR, "", "anyone", false);

        assertThat(refusalOf(() -> office.askedBy(null))).isEqualTo(Refusal.FORBIDDEN);
        assertThat(refusalOf(() -> office.askedBy(Role.WRITER))).isEqualTo(Refusal.FORBIDDEN);
        assertThatCode(() -> office.askedBy(Role.OPERATOR)).doesNotThrowAnyException();
    }

    @Test
    void a_token_is_rotated_and_the_old_one_ends_after_its_grace() {
        book.over(cluster);
        Made old = office.create(Role.OPERATOR, "for cron", "anyone", false);

        Made made = office.rotate(old.token().id(), Duration.ofMinutes(5), "me");

        assertThat(made.token().role()).isEqualTo(Role.OPERATOR);
        assertThat(made.token().note()).isEqualTo("for cron");
        assertThat(isLetIn(old.text())).isTrue();
        clock = NOW.plus(Duration.ofMinutes(5));
        assertThat(isLetIn(old.text())).isFalse();
        assertThat(isLetIn(made.text())).isTrue();
        Made next = office.rotate(made.token().id(), Duration.ZERO, "me");
        clock = NOW;
        assertThat(isLetIn(made.text())).as("at once, by every clock").isFalse();
        assertThat(isLetIn(next.text())).isTrue();
        clock = NOW.plus(Duration.ofMinutes(5));
        assertThat(refusalOf(() -> office.rotate(old.token().id(), Duration.ZERO, "me")))
                .isEqualTo(Refusal.UNSAFE);
    }

    @Test
    void what_no_majority_agrees_to_is_refused_as_such() {
        book.over(cluster);
        cluster.majority = false;

        assertThat(refusalOf(() -> office.create(Role.OPERATOR, "", "anyone", false)))
                .isEqualTo(Refusal.REPLICAS_UNREACHABLE);
    }

    @Test
    void a_token_that_nobody_was_told_ends_if_it_counts_later_all_the_same() {
        book.over(cluster);
        cluster.majority = false;
        assertThat(refusalOf(() -> office.create(Role.OPERATOR, "", "anyone", false)))
                .isEqualTo(Refusal.REPLICAS_UNREACHABLE);
        book.look();
        assertThat(book.now().isConfigured()).isFalse();

        cluster.majority = true;
        cluster.tokens.put(cluster.refused.id(), cluster.refused);
        book.look();

        assertThat(cluster.tokens.get(cluster.refused.id()).isValid(clock)).isFalse();
        assertThat(book.now().hasOperatorBeside("", clock)).isFalse();
    }

    @Test
    void what_keeps_one_token_from_being_told_keeps_no_other() throws IOException {
        Token later = Token.of(TokenText.fresh(new Random(9)), Role.READER, "", NOW, "cli");
        file.write(List.of(operator, later));
        book.over(cluster);
        cluster.tokens.put(operator.id(), operator);
        cluster.earlier = "node-2";
        file.write(List.of(later, operator.revoked(NOW)));

        book.look();

        assertThat(cluster.tokens.get(operator.id()).revokedAt()).isEqualTo(NOW);
        assertThat(cluster.tokens).hasSize(1);
    }

    @Test
    void what_others_take_long_to_agree_to_holds_no_look_up() throws IOException {
        file.write(List.of(operator));
        book.over(cluster);
        cluster.pending = new CompletableFuture<>();
        book.look();

        file.write(List.of(operator.revoked(NOW)));
        book.look();

        assertThat(isLetIn(text)).isFalse();
        cluster.pending.complete(null);
    }

    @Test
    void a_node_that_has_not_joined_its_cluster_yet_waits_for_tokens() {
        assertThat(book.isWaiting()).as("not open").isFalse();
        cluster.joined = false;
        book.over(cluster);
        assertThat(book.isWaiting()).isTrue();
        cluster.joined = true;
        assertThat(book.isWaiting()).isFalse();
    }

    @Test
    void an_id_that_no_token_has_is_told_as_such() {
        book.over(cluster);

        assertThatThrownBy(() -> office.revoke("nobodynobody", true))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNKNOWN_TOKEN));
    }
}
