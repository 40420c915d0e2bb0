package io.stemedb.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final Set<String> KNOWN = Set.of("note", "kind", "authority", "value", "ack");

    @ParameterizedTest
    @CsvSource({"valeu,value", "authorty,authority", "autority,authority", "akc,ack", "noet,note", "notes,note"})
    void a_slip_of_the_keys_is_guessed(String word, String meant) {
        assertThat(Nearest.of(word, KNOWN)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"name", "id", "weight", "rumour"})
    void another_word_is_not(String word) {
        assertThat(Nearest.of(word, KNOWN)).isNull();
    }

    @Test
    void a_word_without_end_is_not_compared() {
        assertThat(Nearest.of("value".repeat(1000), KNOWN)).isNull();
    }
}
