package io.stemedb.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stemedb.refusal.StemeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @Property
    void what_is_written_is_read_back(@ForAll @LongRange(min = Times.MIN, max = Times.MAX) long micros) {
        assertThat(Times.parse("/t", Times.format(micros))).isEqualTo(micros);
    }

    @Property
    void java_reads_what_is_written(@ForAll @LongRange(min = Times.MIN, max = Times.MAX) long micros) {
        assertThat(Instant.parse(Times.format(micros))).isEqualTo(instant(micros));
    }

    @Property
    void what_java_writes_is_read(
            @ForAll @LongRange(min = Times.MIN, max = Times.MAX) long micros,
            @ForAll @IntRange(min = -1079, max = 1079) int offsetMinutes) {
        OffsetDateTime time = instant(micros).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        if (time.getYear() >= 1 && time.getYear() <= 9999) {
            String text = time.format(
                    java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT));
            assertThat(Times.parse("/t", text)).isEqualTo(micros);
        }
    }

    @Test
    void every_day_of_ten_thousand_years_is_where_java_has_it() {
        for (LocalDate day = LocalDate.of(1, 1, 1); day.getYear() <= 9999; day = day.plusDays(1)) {
            assertThat((long) Times.epochDay(day.getYear(), day.getMonthValue(), day.getDayOfMonth()))
                    .isEqualTo(day.toEpochDay());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-14T23:44:10Z,           2026-07-14T23:44:10Z",
        "2026-07-14t23:44:10.500z,       2026-07-14T23:44:10.5Z",
        "2026-07-14T23:44:10.000000Z,    2026-07-14T23:44:10Z",
        "2026-07-14T23:44:10.000001Z,    2026-07-14T23:44:10.000001Z",
        "2026-07-15T01:44:10+02:00,      2026-07-14T23:44:10Z",
        "2026-07-14T23:44:10-00:00,      2026-07-14T23:44:10Z",
        "2024-02-29T00:00:00Z,           2024-02-29T00:00:00Z",
        "0001-01-01T00:00:00Z,           0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z,    9999-12-31T23:59:59.999999Z",
        "0001-01-01T01:00:00+01:00,      0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.9Z,         1969-12-31T23:59:59.9Z"
    })
    void times_are_kept_in_utc_with_no_needless_digit(String sent, String kept) {
        assertThat(Times.format(Times.parse("/t", sent))).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-07-14",
                "2026-07-14T23:44Z",
                "2026-07-14T23:44:10",
                "2026-07-14 23:44:10Z",
                "2026-7-14T23:44:10ZZ",
                "20260714T234410Z....",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-32T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T23:60:00Z",
                "2026-06-30T23:59:60Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.1234567Z",
                "2026-01-01T00:00:00.0000000Z",
                "2026-01-01T00:00:00+24:00",
                "2026-01-01T00:00:00+00:60",
                "2026-01-01T00:00:00+0100",
                "2026-01-01T00:00:00+01",
                "2026-01-01T00:00:00Z ",
                "2026-01-01T00:00:00ZZ",
                " 2026-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "0000-12-31T23:59:59-01:00",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "+2026-01-01T00:00:00Z",
                "-001-01-01T00:00:00Z",
                "12026-01-01T00:00:00Z",
                "٢٠٢٦-01-01T00:00:00Z",
                "2026-01-01T00:00:00,5Z",
                "2026-01-01T00:00:00.1e2Z",
                "2026-01-01T0 :00:00Z"
            })
    void a_time_that_is_none_is_refused_with_its_field(String text) {
        StemeException refusal = catchThrowableOfType(StemeException.class, () -> Times.parse("/valid_to", text));
        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo("/valid_to");
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
