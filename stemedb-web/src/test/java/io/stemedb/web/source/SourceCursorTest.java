package io.stemedb.web.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceCursorTest {
    @Property
    void a_cursor_leads_back_to_its_id(@ForAll @NotEmpty String id) {
        String text = new String(
                id.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(SourceCursor.read(SourceCursor.write(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAA", "////", "AWEvYkBjcFznMx", "not a cursor"})
    void anything_else_is_refused(String cursor) {
        assertThatThrownBy(() -> SourceCursor.read(cursor))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.BAD_CURSOR));
    }
}
