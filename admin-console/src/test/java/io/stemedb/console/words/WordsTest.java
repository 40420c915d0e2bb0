package io.stemedb.console.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "9999 | 9,999",
                "10000 | 10 k",
                "99949 | 100 k",
                "999499 | 999 k",
                "999500 | 1.0 M",
                "1234567 | 1.2 M",
                "9223372036854775807 | 9.2 E"
            })
    void a_brief_number_fits_into_a_cell(long number, String brief) {
        assertThat(Words.brief(number)).isEqualTo(brief).hasSizeLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1048524, 1023.9 KiB",
        "1048575, 1.0 MiB",
        "1572864, 1.5 MiB",
        "9223372036854775807, 8.0 EiB"
    })
    void bytes_have_the_unit_that_keeps_them_short(long number, String words) {
        assertThat(Words.bytes(number)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0 s",
        "59, 59 s",
        "60, 1 min 0 s",
        "3599, 59 min 59 s",
        "3600, 1 h 0 min",
        "86399, 23 h 59 min",
        "86400, 1 d 0 h",
        "100000000, '1,157 d 9 h'"
    })
    void a_duration_has_its_two_largest_units(long seconds, String words) {
        assertThat(Words.duration(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 0 %", "1, 1000, under 1 %", "50, 100, 50 %", "999, 1000, 99 %", "100, 100, 100 %", "5, 0, 0 %"
    })
    void a_share_is_not_rounded_to_all_or_nothing(long part, long whole, String words) {
        assertThat(Words.percent(part, whole)).isEqualTo(words);
    }

    @Test
    void a_moment_names_its_zone() {
        assertThat(Words.moment(Instant.parse("2026-11-28T11:44:33.9Z"))).isEqualTo("2026-11-28 11:44:33 UTC");
        assertThat(Words.count(1_234_567)).isEqualTo("1,234,567");
    }
}
