package io.stemedb.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricRulesTest {
    private static List<String> faults(String name, String type, String labels) {
        return MetricRules.faults(
                "# HELP " + name + " What it is\n# TYPE " + name + " " + type + "\n" + name + labels + " 1.0\n", "x_");
    }

    @ParameterizedTest
    @CsvSource({
        "x_runs, gauge, '{level=\"0\"}'",
        "x_requests_total, counter, '{call=\"a b\",status=\"2xx\"}'",
        "x_force_seconds_total, counter, ''",
        "x_last_backup_timestamp_seconds, gauge, ''",
    })
    void what_is_right_is_not_objected_to(String name, String type, String labels) {
        assertThat(faults(name, type, labels)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x_requests, counter, '', ends with _total",
        "x_failures_total, gauge, '', only a counter",
        "x_force_microseconds_total, counter, '', seconds or bytes",
        "x_wait_ms, gauge, '', abbreviated",
        "x_bucket_total, counter, '{le=\"5\"}', label le",
        "x_seconds_bucket, gauge, '', _bucket",
        "x_runs_count, gauge, '', reserved",
        "x_runGauge, gauge, '', snake case",
        "x_run_gauge, gauge, '', type",
        "x_runs, gauge, '{runLevel=\"1\"}', labels",
    })
    void what_is_wrong_is_named(String name, String type, String labels, String fault) {
        assertThat(faults(name, type, labels)).anyMatch(text -> text.startsWith(name) && text.contains(fault));
    }

    @Test
    void a_histogram_is_one_family_and_a_text_without_help_or_type_is_named() {
        String histogram = "# HELP x_seconds How long\n# TYPE x_seconds histogram\nx_seconds_bucket{le=\"1.0\"} 2\n"
                + "x_seconds_bucket{le=\"+Inf\"} 3\nx_seconds_sum 1.5\nx_seconds_count 3\n";
        assertThat(MetricRules.faults(histogram, "x_")).isEmpty();
        assertThat(MetricRules.faults("x_runs 1\n", "x_")).containsExactly("x_runs: no help text");
        assertThat(MetricRules.faults(histogram + histogram, "x_")).anyMatch(text -> text.contains("twice"));
    }
}
