package io.stemedb.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Dot;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final Token SOME = new Token(DotVector.of(Map.of(
            3,
            ShardVector.of(1, Intervals.upTo(2)),
            0xffff,
            ShardVector.of(-1, Intervals.upTo(300)).with(new Dot(1, 9)))));
    private static final Token ALL_UP_TO =
            new Token(DotVector.upTo(Map.of(1L, Map.of(3, 2L), -1L, Map.of(0xffff, 300L))));
    private static final String GIVEN_BY_VERSION_1 = "AQADAAAAAAAAAAEAAAAAAAAAAv____________8AAAAAAAABLA";
    private static final String GIVEN_BY_VERSION_2 = "AgL__________wAAAAAAAAABAwEBAQEB__8DAgABAasCAQEJAA";

    @Test
    void a_token_that_any_version_gave_is_understood_by_all() {
        assertThat(SOME.toString()).isEqualTo(GIVEN_BY_VERSION_2);
        assertThat(Token.parse(GIVEN_BY_VERSION_2)).isEqualTo(SOME);
        assertThat(Token.parse(GIVEN_BY_VERSION_1)).isEqualTo(ALL_UP_TO);
        assertThat(Token.parse(new Token(DotVector.NONE).toString()).seen().isEmpty())
                .isTrue();
    }

    @Test
    void a_write_answers_with_its_one_record_and_not_with_those_before() {
        Token token = Token.parse(Token.of(3, new Dot(5, 7)).toString());
        assertThat(token.seen().of(3)).isEqualTo(ShardVector.of(5, Intervals.of(7, 7)));
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
