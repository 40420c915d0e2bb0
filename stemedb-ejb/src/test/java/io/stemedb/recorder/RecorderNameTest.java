package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Dot;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A number must never be given to two claims, so whoever may have lost numbers goes on under another name. */
class RecorderNameTest {
    private final Played node;

    RecorderNameTest() throws IOException {
        node = new Played(64 * 1024, 4_000);
    }

    @Test
    void a_node_records_under_the_name_of_its_store() {
        Identity identity = node.database().identity();
        assertThat(identity.recorder()).isEqualTo(identity.store());
        assertThat(node.write(Played.append(1)).orThrow().dot()).isEqualTo(new Dot(identity.store(), 1));
    }

    @Test
    void a_node_whose_manifest_was_made_again_records_under_another_name_and_goes_on_in_time() throws IOException {
        for (int i = 0; i < 50; i++) {
            node.write(Played.append(i));
        }
        long before = node.write(Played.append(1_000)).orThrow().recordedAt();
        long store = node.database().identity().store();
        node.database().close();
        node.wall.addAndGet(-500_000);
        node.disk().damage(Played.DATA.resolve("db/manifest"), 100);
        node.open();
        Identity identity = node.database().identity();
        assertThat(identity.store()).isEqualTo(store);
        assertThat(identity.recorders().former()).containsExactly(store);
        var again = node.write(Played.append(2_000)).orThrow();
        assertThat(again.dot()).isEqualTo(new Dot(identity.recorder(), 1));
        assertThat(again.recordedAt()).isGreaterThan(before);
        assertThat(node.write(Played.append(7))).isInstanceOf(AppendOutcome.AlreadyHeld.class);
        node.cutPower();
        node.open();
        assertThat(node.database().identity()).isEqualTo(identity);
    }

    @Test
    void all_names_are_read_back() throws IOException {
        Identity now = node.database().identity();
        assertThat(now.recordingAs(5).recordingAs(6).recorders().former()).containsExactlyInAnyOrder(now.store(), 5L);
        now.recordingAs(5).recordingAs(6).write(node.disk(), Played.DATA);
        assertThat(Identity.read(node.disk(), Played.DATA))
                .isEqualTo(now.recordingAs(5).recordingAs(6));
    }
}
