package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeJsonTest {
    @Test
    void a_change_is_read_as_it_was_written_and_one_of_a_later_release_is_left_to_it() {
        for (Change change : new Change[] {
            new Change.Drain("b"),
            new Change.Remove("b", false),
            new Change.Remove("b", true),
            new Change.Remove("b", true, false, true),
            new Change.Drain("b", true),
            new Change.Undrain("b"),
            new Change.Undrain("b", false),
            new Change.Rebalance("b"),
            new Change.Pin(7, "b", true, "a"),
            new Change.Unpin(7, "a"),
            new Change.Factor(3, 2),
            new Change.Factor(3, 1, true)
        }) {
            assertThat(ChangeJson.read(ChangeJson.write(change))).contains(change);
        }
        assertThat(ChangeJson.read("{\"what\":\"split\"}")).isEmpty();
        assertThat(ChangeJson.read("{\"what\":\"drain\",\"node\":\"b\"}"))
                .as("of a release before")
                .contains(new Change.Drain("b"));
        assertThat(ChangeJson.read("{\"what\":\"undrain\",\"node\":\"b\"}")).contains(new Change.Undrain("b", true));
        assertThat(ChangeJson.read("{\"what\":\"factor\",\"copies\":3,\"before\":2}"))
                .contains(new Change.Factor(3, 2));
    }
}
