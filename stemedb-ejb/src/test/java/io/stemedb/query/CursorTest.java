package io.stemedb.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Slot;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final Fingerprint QUERY = Fingerprint.of(List.of("a", "b"));
    private static final Cursor WHOLE_SLOT = new Cursor(5, 6, new Slot("geo/zürich", "p"), null);
    private static final Cursor WITHIN = new Cursor(5, 6, new Slot("geo/zürich", "p"), new Place(1, 2, Claims.id(3)));

    private static void assertBad(String text) {
        assertThatThrownBy(() -> Cursor.read(text, QUERY)).isInstanceOfSatisfying(StemeException.class, refusal -> {
            assertThat(refusal.refusal()).isEqualTo(Refusal.BAD_CURSOR);
            assertThat(refusal.field()).isEqualTo("/cursor");
        });
    }

    @Test
    void a_cursor_comes_back_as_it_was() {
        assertThat(Cursor.read(WHOLE_SLOT.write(QUERY), QUERY)).isEqualTo(WHOLE_SLOT);
        assertThat(Cursor.read(WITHIN.write(QUERY), QUERY)).isEqualTo(WITHIN);
    }

    @Test
    void a_cursor_is_safe_in_a_url() {
        assertThat(WITHIN.write(QUERY)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void a_cursor_of_another_query_is_refused() {
        assertBad(WITHIN.write(Fingerprint.of(List.of("a", "c"))));
        assertBad(WITHIN.write(Fingerprint.of(List.of("ab"))));
    }

    @Test
    void a_cursor_cut_anywhere_is_refused() {
        String text = WITHIN.write(QUERY);
        for (int length = 0; length < text.length(); length++) {
            assertBad(text.substring(0, length));
        }
        assertBad(text + "A");
        assertBad(text + "=");
    }

    @Test
    void a_cursor_with_any_bit_flipped_is_refused() {
        byte[] bytes = Base64.getUrlDecoder().decode(WITHIN.write(QUERY));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertBad(Base64.getUrlEncoder().withoutPadding().encodeToString(flipped));
        }
    }

    @Test
    void a_cursor_with_any_character_changed_is_refused() {
        String text = WHOLE_SLOT.write(QUERY);
        for (int i = 0; i < text.length(); i++) {
            for (char c : "Aa0_-=+/ *\u00e9".toCharArray()) {
                if (text.charAt(i) != c) {
                    assertBad(text.substring(0, i) + c + text.substring(i + 1));
                }
            }
        }
    }

    @Property(tries = 500)
    void garbage_is_refused(@ForAll String garbage) {
        assertBad(garbage);
    }

    @Property(tries = 2000)
    void a_forged_cursor_is_refused_or_harmless(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = Base64.getUrlDecoder().decode((random.nextBoolean() ? WITHIN : WHOLE_SLOT).write(QUERY));
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[9 + random.nextInt(bytes.length - 13)] = (byte) random.nextInt();
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) checksum.getValue());
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            assertThat(Cursor.read(forged, QUERY).slot().conceptPath().getBytes(UTF_8))
                    .isNotNull();
        } catch (StemeException refusal) {
            assertThat(refusal.refusal()).isEqualTo(Refusal.BAD_CURSOR);
        }
    }
}
