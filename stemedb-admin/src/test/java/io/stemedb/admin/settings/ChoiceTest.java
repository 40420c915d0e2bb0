package io.stemedb.admin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of flags, profiles and variables wins. */
class ChoiceTest {
    private static final Asked NOTHING = new Asked(null, null, null, null, null, null, null, null);

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    private Connection choose(Asked asked) {
        environment.putIfAbsent("HOME", folder.toString());
        return Choice.of(asked, environment);
    }

    private void profiles(String text) throws IOException {
        Path file = folder.resolve(".config/stemedb/admin.toml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Asked gateways(String gateways) {
        return new Asked(gateways, null, null, null, null, null, null, null);
    }

    private static Asked apis(String apis) {
        return new Asked(null, apis, null, null, null, null, null, null);
    }

    private static Asked profile(String name) {
        return new Asked(null, null, name, null, null, null, null, null);
    }

    @Test
    void without_anything_the_gateway_is_the_local_one() {
        Connection connection = choose(NOTHING);
        assertThat(connection.gateways()).containsExactly("http://127.0.0.1:18181");
        assertThat(connection.token()).isNull();
        assertThat(connection.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void what_was_left_out_of_an_address_is_filled_in() {
        assertThat(choose(gateways("a, https://b ,c:1,http://[::1]:2/")).gateways())
                .containsExactly("http://a:18181", "https://b:18181", "http://c:1", "http://[::1]:2");
    }

    @Test
    void a_flag_wins_over_a_profile_that_was_asked_for_over_a_variable_over_the_profile_of_the_file()
            throws IOException {
        profiles("""
                # two clusters
                profile = "prod"

                [profile.prod]
                gateway = ["http://p1:1", "http://p2:1"]
                token_file = "~/token"
                cluster_id = 'c1'

                [profile.test]
                gateway = "http://t1:1,http://t2:1"   # a list in one string
                """);
        Files.writeString(folder.resolve("token"), "stt_prod\n");
        Connection prod = choose(NOTHING);
        assertThat(prod.gateways()).containsExactly("http://p1:1", "http://p2:1");
        assertThat(prod.token()).isEqualTo("stt_prod");
        assertThat(prod.clusterId()).isEqualTo("c1");
        environment.put("STEMEDB_GATEWAY", "v:1");
        environment.put("STEMEDB_TOKEN", "stt_variable");
        assertThat(choose(NOTHING).gateways()).containsExactly("http://v:1");
        assertThat(choose(NOTHING).token()).isEqualTo("stt_variable");
        assertThat(choose(profile("test")).gateways()).containsExactly("http://t1:1", "http://t2:1");
        assertThat(choose(profile("prod")).token()).isEqualTo("stt_prod");
        assertThat(choose(gateways("f:1")).gateways()).containsExactly("http://f:1");
    }

    @Test
    void an_api_is_named_with_its_gateway_or_the_gateway_says_where_it_is() throws IOException {
        assertThat(choose(NOTHING).apis()).isEmpty();
        assertThat(choose(apis("a,https://b:1")).apis()).containsExactly("http://a:18180", "https://b:1");
        profiles("""
                profile = "prod"

                [profile.prod]
                api = ["p1", "p2"]

                [profile.test]
                gateway = "t1"
                """);
        assertThat(choose(NOTHING).apis()).containsExactly("http://p1:18180", "http://p2:18180");
        assertThat(choose(gateways("f")).apis()).isEmpty();
        environment.put("STEMEDB_GATEWAY", "v");
        assertThat(choose(NOTHING).apis()).isEmpty();
        environment.put("STEMEDB_API", "v");
        assertThat(choose(NOTHING).apis()).containsExactly("http://v:18180");
        assertThat(choose(gateways("f")).apis()).isEmpty();
        assertThat(choose(profile("prod")).apis()).hasSize(2);
        assertThat(choose(profile("test")).apis()).isEmpty();
    }

    @Test
    void a_file_that_says_what_nothing_reads_is_refused_with_its_line() throws IOException {
        String[][] wrong = {
            {"[profile.a]\ntoken = \"stt_x\"\n", "nothing reads the key token"},
            {"[a]\n", "[a] is no profile"},
            {"gateway = \"x\"\n", "before the first table"},
            {"[profile.a]\ngateway = http://a\n", "line 2: a value is a string"},
            {"[profile.a]\n[profile.a]\n", "line 2: the table [profile.a] is there twice"},
            {"[profile.a]\ncert = \"a\"\ncert = \"b\"\n", "line 3: the key cert is there twice"},
            {"[profile.a]\ncert = \"a\n", "line 2: a string does not end"},
            {"[profile.a]\ncert = [\"a\", \"b\"]\n", "cert takes one string"},
            {"[profile.a\n", "line 1: ']' is missing"},
            {"[profile.a]\ncert = \"a\" b\n", "line 2: cannot read what follows"},
            {"profile = \"b\"\n[profile.a]\n", "has no profile b; it has a"},
        };
        for (String[] one : wrong) {
            profiles(one[0]);
            assertThatThrownBy(() -> choose(NOTHING)).isInstanceOfSatisfying(Trouble.class, trouble -> {
                assertThat(trouble.outcome()).isEqualTo(Outcome.USAGE);
                assertThat(trouble.line()).contains(one[1]).doesNotContain("stt_x");
            });
        }
    }

    @Test
    void lengths_of_time_have_units() {
        assertThat(Durations.of("--timeout", "30")).isEqualTo(Duration.ofSeconds(30));
        assertThat(Durations.of("--timeout", "500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Durations.of("--timeout", "2h")).isEqualTo(Duration.ofHours(2));
        for (String wrong : new String[] {"", "s", "0", "-1", "1d", "99999999", "1.5s", "۳"}) {
            assertThatThrownBy(() -> Durations.of("--timeout", wrong)).as(wrong).isInstanceOf(Trouble.class);
        }
    }
}
