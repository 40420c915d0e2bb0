package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.settings.Key;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShownSettingsTest {
    @Test
    void every_setting_is_shown_with_what_holds_and_secrets_are_left_out() {
        Map<String, String> set = Map.of(
                "stemedb.cluster.secret_file", "/etc/stemedb/secret",
                "stemedb.journal.archive_dir", "https://me:word@archive.example/a");
        Map<String, String> shown = ShownSettings.of(name -> Optional.ofNullable(set.get(name)));

        assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(Key.paths());
        assertThat(shown)
                .containsEntry("cluster.secret_file", ShownSettings.LEFT_OUT)
                .containsEntry("journal.archive_dir", "https://" + ShownSettings.LEFT_OUT + "@archive.example/a")
                .containsEntry("node.http_port", "18180")
                .containsEntry("node.data_dir", "./data");
    }

    @Test
    void that_no_secret_is_set_is_worth_knowing() {
        assertThat(ShownSettings.of(name -> Optional.empty())).containsEntry("cluster.secret_file", "");
    }
}
