package io.stemedb.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Dot;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final Token SOME = new Token(new TreeMap<>(Map.of(3, new Dot(1, 2), 0xffff, new Dot(-1, 300))));
    private static final String GIVEN_BY_VERSION_1 = "AQADAAAAAAAAAAEAAAAAAAAAAv____________8AAAAAAAABLA";

    @Test
    void a_token_that_any_version_gave_is_understood_by_all() {
        assertThat(SOME.toString()).isEqualTo(GIVEN_BY_VERSION_1);
        assertThat(Token.parse(GIVEN_BY_VERSION_1)).isEqualTo(SOME);
        assertThat(Token.parse(new Token(Map.of()).toString()).dots()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "AQ=x", "AgAD", "AQADAAAAAAAAAAEAAAAAAAAA", "AQADAAAAAAAAAAEAAAAAAAAAAv__"})
    void what_is_no_token_is_refused_by_its_header(String text) {
        assertThatThrownBy(() -> Token.parse(text)).isInstanceOfSatisfying(StemeException.class, no -> {
            assertThat(no.refusal()).isEqualTo(Refusal.MALFORMED);
            assertThat(no.field()).isEqualTo("/Stemedb-Token");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 300, 1L << 35, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void any_number_is_read_back(long number) {
        ByteBuffer bytes = ByteBuffer.allocate(10);
        DotCodec.putNumber(bytes, number);
        assertThat(DotCodec.number(bytes.flip())).isEqualTo(number);
        assertThat(bytes.hasRemaining()).isFalse();
    }
}
