package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskFile;
import io.stemedb.files.Pace;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.merkle.Leaf;
import io.stemedb.merkle.Sums;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a scrub makes of a run whose blocks are all as they were written. */
class StoreScrubTest {
    private static final Path DB = Path.of("/data/db");
    private static final int SHARDS = 4;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final Queue<Runnable> later = new ArrayDeque<>();

    private Store open() throws IOException {
        return Store.open(disk, DB, 7, new StoreOptions(SHARDS, Long.MAX_VALUE, 2, 1, Runnable::run, later::add));
    }

    private void write() throws IOException {
        StoppedStore.create(disk, DB, 7);
        try (Store store = open()) {
            for (int i = 1; i <= 50; i++) {
                Recorded record = Claims.claim(i).in("a/" + i, "p").says("1").done();
                int shard = PathHash.shardOf("a/" + i, SHARDS);
                store.apply(RecordKey.of(shard, record), RecordFormat.encode(record));
            }
            store.flushNow(1);
        }
    }

    /** As if the run had been written with these sums, every check being in order. */
    private void rewriteSums(UnaryOperator<Sums> change) throws IOException {
        ManifestFile file = new ManifestFile(disk, DB);
        Manifest manifest = file.read();
        RunEntry entry = manifest.runs().get(0);
        Path path = DB.resolve(entry.sideName());
        SideFile side = SideFile.read(disk, path, entry);
        Sums sums = change.apply(SideSums.read(disk, path).orElseThrow());
        disk.delete(path);
        byte[] bytes = side.write(disk, path, sums, new Sums());
        RunEntry changed = new RunEntry(
                entry.number(),
                entry.level(),
                entry.records(),
                entry.fromLsn(),
                entry.toLsn(),
                entry.firstKey(),
                entry.lastKey(),
                entry.fileBytes(),
                bytes.length,
                SideFile.check(bytes),
                entry.shards());
        file.replace(manifest.replaced(List.of(entry), List.of(changed)));
    }

    @Test
    void a_manifest_that_was_damaged_cut_or_removed_beside_the_running_node_is_written_anew() throws IOException {
        write();
        Path manifest = DB.resolve(ManifestFile.NAME);
        try (Store store = open()) {
            for (int fault = 0; fault < 3; fault++) {
                switch (fault) {
                    case 0 -> disk.damage(manifest, 100);
                    case 1 -> disk.delete(manifest);
                    default -> {
                        try (DiskFile file = disk.open(manifest)) {
                            file.truncate(50);
                        }
                    }
                }
                assertThat(store.scrub().run(Pace.UNLIMITED))
                        .extracting(StoreScrub.Finding::file)
                        .containsExactly(manifest);
                assertThat(store.scrub().run(Pace.UNLIMITED)).isEmpty();
            }
        }
        open().close(); // which is refused without one
    }

    @Test
    void records_that_add_up_are_sound() throws IOException {
        write();
        rewriteSums(sums -> sums);
        try (Store store = open()) {
            assertThat(store.scrub().run(Pace.UNLIMITED)).isEmpty();
        }
    }

    @Test
    void records_that_do_not_are_damage_though_every_block_passes_its_check() throws IOException {
        write();
        rewriteSums(sums -> {
            sums.add(0, new byte[32], new Leaf(0, 0, 0, 1));
            return sums;
        });
        try (Store store = open()) {
            assertThat(store.scrub().run(Pace.UNLIMITED))
                    .singleElement()
                    .satisfies(found -> assertThat(found.what()).contains("do not add up"));
            assertThat(store.damages()).hasSize(1);
            assertThat(store.shardStates().list())
                    .anySatisfy(state -> assertThat(state.roots()).isNull());
            assertThat(store.shardStates().holdings().stream()
                            .map(ShardHolding::wholeness)
                            .toList())
                    .isEqualTo(store.shardStates().list().stream()
                            .map(ShardState::wholeness)
                            .toList());
            assertThat(store.scrub().run(Pace.UNLIMITED)).as("known by now").isEmpty();
        }
    }

    @Test
    void a_file_that_is_gone_is_found_though_the_node_has_it_open() throws IOException {
        write();
        try (Store store = open()) {
            Path side =
                    DB.resolve(new ManifestFile(disk, DB).read().runs().get(0).sideName());
            disk.delete(side);
            assertThat(store.scrub().run(Pace.UNLIMITED))
                    .singleElement()
                    .satisfies(found -> assertThat(found.file()).isEqualTo(side));
            assertThat(disk.exists(side)).isFalse();
        }
    }

    @Test
    void the_sums_of_a_file_that_was_changed_are_not_believed() throws IOException {
        write();
        Path side = DB.resolve(new ManifestFile(disk, DB).read().runs().get(0).sideName());
        try (Store store = open()) {
            try (DiskFile file = disk.open(side)) {
                file.write(ByteBuffer.wrap(new byte[] {1}), file.size() - 20);
            }
            assertThat(store.shardStates().list())
                    .anySatisfy(state -> assertThat(state.roots()).isNull());
            assertThat(store.damages())
                    .singleElement()
                    .satisfies(damage -> assertThat(damage.file()).isEqualTo(side));
        }
    }
}
