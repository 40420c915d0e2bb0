package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.CheckedText;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestCountsTest {
    private static final Path DB = Path.of("/db");
    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final ManifestFile file = new ManifestFile(disk, DB);

    @Test
    void what_was_counted_is_read_back() throws IOException {
        disk.createDirectories(DB);
        DotVector dots = DotVector.of(Map.of(
                3, ShardVector.of(-1, Intervals.parse("1-5 7-9")).with(7, Intervals.parse("4-4")),
                0xffff, ShardVector.of(7, Intervals.upTo(2))));
        Counted counted = new Counted(dots, Map.of(-1L, Map.of(3, 12L)), 300, 200);
        Manifest manifest = new Manifest(7, 2, 50, counted, List.of());
        file.replace(manifest);
        assertThat(file.read()).isEqualTo(manifest);
    }

    @Test
    void a_manifest_of_an_earlier_format_holds_all_up_to_its_numbers_and_gave_its_times_itself() throws IOException {
        String json = "{\"store\":\"7\",\"next_run\":1,\"flushed_lsn\":9,\"clock\":300,"
                + "\"dots\":{\"7\":{\"3\":5,\"65535\":2}},\"runs\":[]}";
        byte[] text = new CheckedText("STEMEDB-MANIFEST 1 ").of(json.getBytes(UTF_8));
        disk.createDirectories(DB);
        try (DiskFile manifest = disk.create(DB.resolve(ManifestFile.NAME))) {
            manifest.write(ByteBuffer.wrap(text), 0);
        }
        Counted counted = file.read().counted();
        assertThat(counted.dots().of(3)).isEqualTo(ShardVector.of(7, Intervals.upTo(5)));
        assertThat(counted.givenClock()).isEqualTo(300);
        Dots dots = new Dots(Recorders.of(7), counted, Set.of());
        assertThat(dots.given(3)).isEqualTo(5);
        assertThat(dots.given(4)).isZero();
    }
}
