package io.stemedb.console.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsTest {
    private final As as = new As();

    @Test
    void what_is_not_known_is_a_dash_and_never_blank() {
        for (String shown : List.of(
                as.number(null),
                as.bytes(null),
                as.duration(null),
                as.lag(null),
                as.percent(null),
                as.text(null),
                as.text(""),
                as.time(null),
                as.brief(null),
                as.cut(null),
                as.ranges(null),
                as.ranges(List.of()))) {
            assertThat(shown).isEqualTo(As.NONE);
        }
    }

    @Test
    void numbers_are_read_by_people() {
        assertThat(as.number(new BigDecimal(1_234_567))).isEqualTo("1,234,567");
        assertThat(as.bytes(new BigDecimal(1536))).isEqualTo("1.5 KiB");
        assertThat(as.duration(new BigDecimal("67.4"))).isEqualTo("1 min 7 s");
        assertThat(as.lag(new BigDecimal("0.120"))).isEqualTo("0.12 s");
        assertThat(as.percent(new BigDecimal("0.999"))).isEqualTo("99 %");
        assertThat(as.time("2026-12-01T09:50:19.24365Z")).isEqualTo("2026-12-01 09:50:19 UTC");
        assertThat(as.time("soon")).isEqualTo("soon");
    }

    @Test
    void many_shards_are_ranges() {
        assertThat(as.ranges(List.of("shard_3", "shard_1", "shard_2", "shard_9")))
                .isEqualTo("1-3, 9");
        assertThat(as.shardNumber("shard_17")).isEqualTo("17");
    }

    @Test
    void a_long_text_is_cut_between_characters() {
        String faces = "\ud83d\ude00".repeat(201);

        assertThat(as.cut(faces)).isEqualTo(faces.substring(2) + "\u2026");
        assertThat(as.cut("short")).isEqualTo("short");
    }

    @ParameterizedTest
    @CsvSource({"Alive, good", "Dead, bad", "Draining, warn", "running, wait", "whatever, plain"})
    void a_state_has_a_colour_and_a_sign_for_those_who_do_not_see_it(String state, String tone) {
        assertThat(as.tone(state)).isEqualTo(tone);
        assertThat(as.sign(state).isEmpty()).isEqualTo(tone.equals("plain"));
    }
}
