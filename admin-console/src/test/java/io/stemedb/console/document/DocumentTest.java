package io.stemedb.console.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {
    @Test
    void a_document_is_a_tree_and_a_text() {
        Document document = Document.of("GET /x", () -> "{\"a\":[1,\"b\",null,true,{\"c\":0.5}],\"d\":null}");

        assertThat(document.isThere()).isTrue();
        assertThat(document.tree()).containsEntry("d", null);
        assertThat((List<?>) document.tree().get("a")).hasSize(5).first().isEqualTo(BigDecimal.ONE);
        assertThat(Trees.list(document.tree(), "a")).hasSize(1);
        assertThat(Trees.list(document.tree(), "nothing")).isEmpty();
        assertThat(document.json()).contains("\"a\": [").contains("\n");
    }

    @Test
    void why_there_is_none_is_said_with_the_field_and_what_to_try_next() {
        Document document = Document.of("GET /x", () -> {
            throw StemeException.of(Refusal.STARTING, "the node is reading")
                    .at("/id")
                    .hinting("wait");
        });

        assertThat(document.isThere()).isFalse();
        assertThat(document.trouble()).isEqualTo("id: the node is reading: wait");
        assertThat(document.tree()).isEmpty();
    }
}
