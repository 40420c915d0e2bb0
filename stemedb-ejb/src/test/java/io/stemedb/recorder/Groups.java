package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import java.util.List;

/** Writes into a database that a test steps itself, each claim in a group of its own. */
public final class Groups {
    private Groups() {}

    /** A claim in the slot {@code a/number p} whose value has so many letters. */
    public static void write(Database database, int number, int letters) {
        Claims claim = Claims.claim(number).in("a/" + number, "p").says("\"" + "x".repeat(letters) + "\"");
        write(database, new Append(claim.done().assertion(), null, null));
    }

    public static void write(Database database, Append append) {
        var outcome = database.recorder().submit(List.of(append));
        while (database.step()) {
            // the next group
        }
        assertThat(outcome)
                .isCompletedWithValueMatching(
                        outcomes -> outcomes.get(0).whyRefused().isEmpty());
    }
}
