package io.stemedb.web.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteHeadersTest {
    @Test
    void a_key_of_printable_ascii_is_taken_as_it_is() {
        assertThat(WriteHeaders.key("import 7/{a}~")).isEqualTo("import 7/{a}~");
        assertThat(WriteHeaders.key(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sch\u00fcssel", "\u9375", "a\u0080", "\ud83d\udd11", "a\u007f", "a\tb", ""})
    void any_other_key_is_refused_by_the_name_of_its_header(String key) {
        assertThatThrownBy(() -> WriteHeaders.key(key)).isInstanceOfSatisfying(StemeException.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.MALFORMED);
            assertThat(refused.field()).isEqualTo("/Idempotency-Key");
        });
    }
}
