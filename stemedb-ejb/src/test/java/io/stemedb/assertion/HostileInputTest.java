package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.json.Trees;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever comes is taken or refused by name; nothing else is ever thrown, and nothing is taken that changes on the
 * way.
 */
class HostileInputTest {
    private static final String[] PIECES = {
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "-",
        "1e",
        "e999",
        "0.",
        "\\ud800",
        "\\u0000",
        "\u0000",
        "\uFEFF",
        "é",
        "NaN",
        "\"value\":",
        "\"kind\":\"retraction\",",
        "/",
        "*",
        "..",
        "9".repeat(20),
        "[".repeat(40),
        " ",
        "\n"
    };

    @Property(tries = 3000)
    void random_bytes_are_refused(@ForAll byte[] bytes) {
        takenOrRefused(bytes);
    }

    @Property(tries = 10_000)
    void a_claim_with_changed_bytes_is_taken_or_refused(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = text(random).getBytes(UTF_8);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        takenOrRefused(bytes);
    }

    @Property(tries = 10_000)
    void a_claim_with_pieces_put_in_is_taken_or_refused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(text(random));
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            text.insert(random.nextInt(text.length() + 1), PIECES[random.nextInt(PIECES.length)]);
        }
        takenOrRefused(text.toString().getBytes(UTF_8));
    }

    @Property(tries = 3000)
    void a_claim_cut_short_is_refused(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = text(random).strip().getBytes(UTF_8);
        byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        assertThat(takenOrRefused(cut)).isFalse();
    }

    private static String text(Random random) {
        return Trees.spell(ClaimTexts.random(random), random);
    }

    private static boolean takenOrRefused(byte[] bytes) {
        try {
            Assertion taken = Completion.complete(ClaimTexts.read(bytes), ClaimTexts.NOW, () -> ClaimTexts.NONCE);
            assertThat(ClaimTexts.complete(ClaimTexts.exported(taken))).isEqualTo(taken);
            return true;
        } catch (StemeException refusal) {
            assertThat(refusal.refusal()).isEqualTo(Refusal.MALFORMED);
            return false;
        }
    }
}
