package io.stemedb.console.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.console.document.Trees;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void settings_stand_side_by_side_and_what_differs_is_marked() {
        Settings settings = Settings.of(Trees.list(Trees.of("""
            {"nodes": [
              {"node_id": "a", "version": "1", "error": null, "settings": {"x": "1", "y": "2"}},
              {"node_id": "b", "version": "1", "error": null, "settings": {"x": "1", "y": "3"}},
              {"node_id": "c", "version": null, "error": "it does not answer"}]}
            """), "nodes"));

        assertThat(settings.nodes()).extracting(Settings.Node::error).containsExactly(null, null, "it does not answer");
        assertThat(settings.rows())
                .containsExactly(
                        new Settings.Row("x", Arrays.asList("1", "1", null), false),
                        new Settings.Row("y", Arrays.asList("2", "3", null), true));
    }
}
