package io.stemedb.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.assertion.Limits;
import io.stemedb.journal.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static Settings.Judgement judge(Map<String, String> given) {
        return Settings.judge(key -> Optional.ofNullable(given.get(key)));
    }

    private static List<String> faultyKeys(Map<String, String> given) {
        return judge(given).faults().stream().map(Fault::key).toList();
    }

    @Test
    void nothing_said_is_a_node_on_loopback_with_every_default() {
        Settings settings = judge(Map.of()).settings();

        assertThat(judge(Map.of()).faults()).isEmpty();
        assertThat(settings.node().httpPort()).isEqualTo(18180);
        assertThat(settings.node().addresses()).containsExactly("127.0.0.1");
        assertThat(settings.node().nodeId()).isEmpty();
        assertThat(settings.journal())
                .isEqualTo(new JournalSettings(32 << 20, Retention.all(), Optional.empty(), ArchiveRetention.all()));
        assertThat(settings.store()).isEqualTo(new StoreSettings(48 << 20, 8, 64 << 20, 20, 32 << 20));
        assertThat(settings.limits().limits()).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void a_path_is_taken_as_it_is_written() {
        Settings settings = judge(Map.of(
                        "stemedb.node.data_dir", "/x/ a?b#${c}\\:!\n ",
                        "stemedb.journal.archive_dir", "/x/archive "))
                .settings();

        assertThat(settings.node().dataDir()).hasToString("/x/ a?b#${c}\\:!\n ");
        assertThat(settings.journal().archiveDir().map(Path::toString)).contains("/x/archive ");
    }

    @Test
    void a_path_that_java_has_misread_is_refused_with_what_to_do() {
        assertThat(judge(Map.of("stemedb.node.data_dir", "/x/d\ufffd")).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("is not UTF-8", "symbolic link"));
        assertThat(judge(Map.of("stemedb.node.data_dir", "/x/d\0", "stemedb.journal.archive_dir", "/y"))
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("NUL"));
    }

    @Test
    void every_fault_is_told_at_once() {
        assertThat(faultyKeys(Map.of(
                        "stemedb.node.http_port", "70000",
                        "stemedb.journal.segment_size", "plenty",
                        "stemedb.journal.retain", "some",
                        "stemedb.store.merge_fan", "1",
                        "stemedb.security.mode", "ajar",
                        "stemedb.limits.page", "-1")))
                .containsExactlyInAnyOrder(
                        "stemedb.node.http_port",
                        "stemedb.journal.segment_size",
                        "stemedb.journal.retain",
                        "stemedb.store.merge_fan",
                        "stemedb.security.mode",
                        "stemedb.limits.page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.1.51", "node1.example.com", "128.0.0.1", "::", "fe80::1", "[2001:db8::1]"})
    void an_address_that_others_reach_needs_open_security(String bind) {
        assertThat(judge(Map.of("stemedb.node.bind", bind)).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo("stemedb.node.bind");
                    assertThat(fault.problem()).contains("STEMEDB_SECURITY_MODE=open");
                });
        assertThat(faultyKeys(Map.of("stemedb.node.bind", bind, "stemedb.security.mode", "open")))
                .isEmpty();
    }

    @Test
    void an_address_that_others_reach_needs_tokens_or_a_secret_by_which_the_node_joins() {
        Map<String, String> beyond = Map.of("stemedb.node.bind", "10.0.1.51");
        assertThat(Settings.judge(key -> Optional.ofNullable(beyond.get(key)), settings -> true)
                        .faults())
                .isEmpty();
        assertThat(faultyKeys(Map.of(
                        "stemedb.node.bind", "10.0.1.51",
                        "stemedb.cluster.seeds", "10.0.1.52:18183",
                        "stemedb.cluster.secret_file", "/etc/stemedb/secret")))
                .isEmpty();
        // Tokens say nothing to a node that speaks to this one.
        Map<String, String> without =
                Map.of("stemedb.node.bind", "10.0.1.51", "stemedb.cluster.seeds", "10.0.1.52:18183");
        assertThat(Settings.judge(key -> Optional.ofNullable(without.get(key)), settings -> true).faults().stream()
                        .map(Fault::key))
                .containsExactly("stemedb.node.rpc_bind", "stemedb.node.swim_bind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.0.0.2", "127.1", "localhost", "LOCALHOST", "::1", "[::1]", "0:0:0:0:0:0:0:1"})
    void loopback_needs_no_leave(String bind) {
        assertThat(faultyKeys(Map.of("stemedb.node.bind", bind))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.0.1.51,2", "0.0.0.0,1", "127.0.0.1,1"})
    void a_node_always_answers_on_loopback_too(String bind, int addresses) {
        NodeSettings node = judge(Map.of("stemedb.node.bind", bind)).settings().node();

        assertThat(node.addresses()).hasSize(addresses);
        assertThat(node.localAddress()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"::1,[::1]", "[::1],[::1]", "::,127.0.0.1", "127.0.0.2,127.0.0.2", "fe80::1,127.0.0.1"})
    void this_machine_reaches_the_node_by_an_address_as_a_url_spells_it(String bind, String host) {
        NodeSettings node = judge(Map.of("stemedb.node.bind", bind)).settings().node();

        assertThat(node.localAddress()).isEqualTo(host);
        assertThat(node.addresses().get(0)).doesNotContain("[");
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "::1::", "1:2", "[127.0.0.1", "a:b", "::g"})
    void what_is_no_address_is_refused(String bind) {
        assertThat(faultyKeys(Map.of("stemedb.node.bind", bind))).contains("stemedb.node.bind");
    }

    @Test
    void one_port_serves_one_listener() {
        assertThat(faultyKeys(Map.of("stemedb.node.gateway_port", "18180")))
                .containsExactly("stemedb.node.gateway_port");
    }

    @ParameterizedTest
    @CsvSource({"4096,4096", "64KiB,65536", "32MiB,33554432", "1GiB,1073741824", "1 gib,1073741824", "0,0"})
    void sizes_are_written_as_people_write_them(String text, long bytes) {
        assertThat(ByteSize.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5MiB", "64MB ish", "MiB", "99999999999999999999", "999999999999999TiB"})
    void what_is_no_size_is_not_taken_for_one(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"33554432,32MiB", "1024,1KiB", "1000,1000", "0,0"})
    void sizes_are_shown_short(long bytes, String text) {
        assertThat(ByteSize.show(bytes)).isEqualTo(text);
    }

    @Test
    void the_journal_can_be_told_to_keep_less() {
        assertThat(judge(Map.of("stemedb.journal.retain", "flushed"))
                        .settings()
                        .journal()
                        .retain())
                .isEqualTo(Retention.flushed());
        assertThat(judge(Map.of("stemedb.journal.retain", "2GiB"))
                        .settings()
                        .journal()
                        .retain())
                .isEqualTo(new Retention(2L << 30));
    }

    @ParameterizedTest
    @CsvSource({"168h,PT168H", "7d,P7D", "PT90M,PT1H30M", "p1dt2h,PT26H", "OFF,"})
    void a_schedule_is_written_as_people_or_ISO_write_it(String text, Duration every) {
        assertThat(judge(Map.of("stemedb.scrub.schedule", text))
                        .settings()
                        .scrub()
                        .schedule())
                .isEqualTo(Optional.ofNullable(every));
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "0h", "-1h", "5s", "99999d", "", "PT"})
    void what_is_no_schedule_is_refused(String text) {
        assertThat(faultyKeys(Map.of("stemedb.scrub.schedule", text))).containsExactly("stemedb.scrub.schedule");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1MiB,1048576"})
    void a_scrub_may_be_as_fast_as_the_disk(String text, long rate) {
        assertThat(judge(Map.of("stemedb.scrub.rate", text)).settings().scrub().rate())
                .isEqualTo(rate);
        assertThat(faultyKeys(Map.of("stemedb.scrub.rate", "100"))).containsExactly("stemedb.scrub.rate");
    }

    @Test
    void an_area_read_alone_refuses_its_own_faults() {
        assertThatThrownBy(() -> StoreSettings.from(key -> Optional.of("nonsense")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stemedb.store.table_size")
                .hasMessageContaining("stemedb.store.cache_size");
    }

    @ParameterizedTest
    @EnumSource(Key.class)
    void every_key_takes_its_own_default(Key key) {
        assertThat(faultyKeys(Map.of(key.fullName(), key.standard()))).isEmpty();
        assertThat(Key.ofPath(key.path())).contains(key);
    }
}
