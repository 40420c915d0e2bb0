package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PinsTest {
    @Test
    @Timeout(30)
    void while_a_pin_is_being_taken_all_of_the_journal_is_needed() {
        RunEntry notShownYet = new RunEntry(1, 0, 0, 0, 50, "", "", 0, 0, 0, Map.of());
        Catalog catalog = new Catalog(null, new Manifest(7, 2, 50, Counted.NOTHING, List.of(notShownYet)));
        Versions versions = new Versions(List.of());
        Pins pins = new Pins();
        CompletableFuture<Pin> taken = CompletableFuture.supplyAsync(() -> pins.take(versions, catalog));
        while (pins.least(100) == 100) {
            assertThat(taken).isNotDone();
            Thread.onSpinWait();
        }
        assertThat(pins.least(100)).isZero();
        versions.close();
        assertThatThrownBy(taken::join).hasCauseInstanceOf(StemeException.class);
        assertThat(pins.least(100)).isEqualTo(100);
    }
}
