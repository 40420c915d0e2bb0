package io.stemedb.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSetTest {
    private static final Instant NOW = Instant.parse("2026-11-25T14:02:24.937052Z");

    private final TokenText text = TokenText.fresh(new Random(1));
    private final Token token = Token.of(text, Role.WRITER, "for the importer", NOW, "cli");
    private final TokenSet set = TokenSet.of(List.of(token));

    @Test
    void a_token_is_an_id_and_a_secret_that_are_read_back_from_one_text() {
        assertThat(text.text()).matches("stemedb_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}");
        assertThat(TokenText.read(text.text())).contains(text);
        assertThat(text.toString()).doesNotContain(text.secret());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "stemedb_", "Bearer x", "stemedb_abcdefghijkl-0123456789012345678901234567890123456789012"})
    void what_has_not_the_form_of_a_token_is_none(String sent) {
        assertThat(TokenText.read(sent)).isEmpty();
    }

    @Test
    void whoever_has_the_secret_is_known_and_nobody_else() {
        assertThat(set.verify(text, NOW)).contains(token);
        assertThat(set.verify(
                        new TokenText(text.id(), TokenText.fresh(new Random(2)).secret()), NOW))
                .isEmpty();
        assertThat(set.verify(TokenText.fresh(new Random(3)), NOW)).isEmpty();
        assertThat(TokenSet.NONE.verify(text, NOW)).isEmpty();
    }

    @Test
    void a_revoked_token_counts_until_its_end_and_is_still_one_that_was_made() {
        TokenSet later = TokenSet.of(List.of(token.endingAt(NOW.plusSeconds(60))));

        assertThat(later.verify(text, NOW.plusSeconds(59))).isPresent();
        assertThat(later.verify(text, NOW.plusSeconds(60))).isEmpty();
        assertThat(later.isConfigured()).isTrue();
        assertThat(TokenSet.NONE.isConfigured()).isFalse();
    }

    @Test
    void a_token_that_was_revoked_has_ended_whatever_the_clock_of_a_node_says() {
        TokenSet ended = TokenSet.of(List.of(token.revoked(NOW)));

        assertThat(ended.verify(text, NOW.minusSeconds(3_600))).isEmpty();
        assertThat(set.and(ended).verify(text, NOW.minusSeconds(3_600))).isEmpty();
        assertThat(token.endingAt(NOW).revoked(NOW.plusSeconds(5)).isValid(NOW.minusSeconds(1)))
                .isFalse();
    }

    @Test
    void of_two_that_know_a_token_either_can_end_it_and_neither_can_bring_it_back() {
        TokenSet ended = TokenSet.of(List.of(token.revoked(NOW)));

        assertThat(set.and(ended).verify(text, NOW)).isEmpty();
        assertThat(ended.and(set).verify(text, NOW)).isEmpty();
        assertThat(token.revoked(NOW).revoked(NOW.plus(Duration.ofDays(1))).revokedAt())
                .isEqualTo(NOW);
    }

    @Test
    void of_two_that_know_a_token_otherwise_the_first_says_what_it_may() {
        Token other = new Token(token.id(), Role.OPERATOR, "0".repeat(64), "", NOW, "x", null, false);

        assertThat(set.and(TokenSet.of(List.of(other))).verify(text, NOW)).contains(token);
    }

    @Test
    void the_last_operator_is_known_as_such() {
        Token one = Token.of(TokenText.fresh(new Random(4)), Role.OPERATOR, "", NOW, "cli");
        Token two = Token.of(TokenText.fresh(new Random(5)), Role.OPERATOR, "", NOW, "cli");

        assertThat(TokenSet.of(List.of(token, one)).hasOperatorBeside(one.id(), NOW))
                .isFalse();
        assertThat(TokenSet.of(List.of(one, two)).hasOperatorBeside(one.id(), NOW))
                .isTrue();
        // One that will end does not count: nobody could act after that.
        assertThat(TokenSet.of(List.of(one, two.endingAt(NOW.plusSeconds(9)))).hasOperatorBeside(one.id(), NOW))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "READER,READER,true",
        "READER,WRITER,false",
        "WRITER,READER,true",
        "WRITER,OPERATOR,false",
        "OPERATOR,READER,true",
        "OPERATOR,OPERATOR,true"
    })
    void a_role_covers_those_before_it(Role given, Role needed, boolean covers) {
        assertThat(given.covers(needed)).isEqualTo(covers);
    }

    @Test
    void a_note_is_one_line_of_people() {
        assertThatThrownBy(() -> Token.checkNote("two\nlines")).isInstanceOf(StemeException.class);
        assertThatThrownBy(() -> Token.checkNote("x".repeat(201))).isInstanceOf(StemeException.class);
    }
}
