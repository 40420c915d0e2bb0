package io.stemedb.console.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.refusal.StemeException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {
    private static Form form(Act act, String id, String... said) {
        Map<String, String> fields = new java.util.HashMap<>();
        for (int i = 0; i < said.length; i += 2) {
            fields.put(said[i], said[i + 1]);
        }
        return Form.of(act, id, fields::get);
    }

    @ParameterizedTest
    @CsvSource({
        "/nodes/n2/drain, DRAIN, n2",
        "/nodes/n2/rebalance, FILL, n2",
        "/shards/17/rebalance, MOVE, 17",
        "/tasks/8d0c/abort, ABORT, 8d0c",
        "/cluster/factor, FACTOR, ''",
        "/tokens/create, CREATE_TOKEN, ''",
        "/tokens/create/revoke, REVOKE_TOKEN, create"
    })
    void a_change_is_found_by_its_path(String path, Act act, String id) {
        assertThat(Act.at(path)).contains(new Act.Found(act, id));
    }

    @ParameterizedTest
    @CsvSource({"/nodes//drain", "/nodes/drain", "/nodes/a/b/drain", "/nodes/a/drain/", "/cluster/factors", "/", "drain"
    })
    void what_is_no_change_is_not_found(String path) {
        assertThat(Act.at(path)).isEmpty();
    }

    @Test
    void what_is_said_stands_in_the_call_and_in_the_command() {
        Form form = form(Act.REMOVE, "n3", "force", "true", "reason", " it's dead ", "unsafe_lost_quorum", " ");

        assertThat(form.method() + " " + form.path()).isEqualTo("POST /admin/cluster/remove");
        assertThat(form.body()).isEqualTo(Map.of("node_id", "n3", "force", true, "reason", "it's dead"));
        assertThat(form.command()).isEqualTo("stemedb-admin node n3 remove --force --reason 'it'\\''s dead'");
    }

    @Test
    void what_is_not_said_yet_stands_as_its_name() {
        assertThat(form(Act.FACTOR, "").command()).isEqualTo("stemedb-admin cluster set factor <factor>");
        assertThatThrownBy(form(Act.FACTOR, "")::requireWhole)
                .isInstanceOf(StemeException.class)
                .hasMessageContaining("needed");
    }

    @Test
    void a_number_that_is_none_is_refused_by_name() {
        assertThatThrownBy(form(Act.FACTOR, "", "factor", "three")::body)
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.field()).isEqualTo("/factor"));
    }

    @Test
    void a_token_is_revoked_by_force_as_the_call_says_it() {
        assertThat(form(Act.REVOKE_TOKEN, "x", "force", "true").path()).isEqualTo("/admin/tokens/x?force=true");
        assertThat(form(Act.REVOKE_TOKEN, "x").path()).isEqualTo("/admin/tokens/x");
    }
}
