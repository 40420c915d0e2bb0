package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What is shown depends on what a terminal can show, and never on the language of whoever sits there. */
class LanguageTest {
    @Test
    void digits_are_the_same_in_every_language() {
        String[] lines = {
            "node list -o wide",
            "node node2 info",
            "task list",
            "shard 7 info",
            "cluster status",
            "node node9 info",
            "history geo/city/Gitega elevation_m",
            "contradictions --limit 4"
        };
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            for (String line : lines) {
                Session.Result expected = Session.with(gateway).run(line);
                for (String tag : new String[] {"fa-IR-u-nu-arabext", "ar-EG-u-nu-arab", "tr-TR"}) {
                    Locale.setDefault(Locale.forLanguageTag(tag));
                    assertThat(Session.with(gateway).run(line)).isEqualTo(expected);
                }
            }
        } finally {
            Locale.setDefault(Locale.ROOT);
        }
    }

    @Test
    void a_terminal_without_utf_8_gets_ascii_alone() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster().only("GET /cluster/health", 200, "health-odd")) {
            for (String locale : new String[] {"C", "POSIX", "de_DE.ISO-8859-1", null}) {
                for (String line : new String[] {"cluster health", "cluster health -o json", "node list"}) {
                    Session.Result result = Session.with(gateway).locale(locale).run(line);
                    assertThat(result.out() + result.err()).isASCII().doesNotContain("?");
                }
            }
        }
    }

    @Test
    void no_control_character_of_a_gateway_reaches_a_terminal() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster().only("GET /cluster/health", 200, "health-odd")) {
            for (String format : new String[] {"table", "json", "yaml"}) {
                Session.Result result = Session.with(gateway).run("cluster health -o " + format);
                assertThat(result.out()).doesNotContain("\u001b", "\u0007");
                assertThat(result.out()).contains("\\u001b[31mred", "für");
            }
        }
    }
}
