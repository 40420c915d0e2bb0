package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SlotTest {
    @Property
    void strings_order_as_their_utf8_bytes_do(@ForAll String a, @ForAll String b) {
        if (UTF_8.newEncoder().canEncode(a) && UTF_8.newEncoder().canEncode(b)) {
            assertThat(Integer.signum(Utf8Order.compare(a, b)))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))));
        }
    }

    @Test
    void characters_beyond_the_basic_plane_sort_last() {
        assertThat(Utf8Order.compare("\uD83D\uDE00", "\uFFFD")).isPositive();
        assertThat(Utf8Order.compare("\uD83D\uDE00", "\uD83D\uDE01")).isNegative();
    }

    @Test
    void slots_order_by_path_then_predicate() {
        assertThat(new Slot("a", "z")).isLessThan(new Slot("a/b", "a"));
        assertThat(new Slot("a", "a")).isLessThan(new Slot("a", "b"));
    }
}
