package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.LocalDisk;
import io.stemedb.files.MvMount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.h2.mvstore.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk holds one page of every shard and run, so a page must stay small however large its records are. */
class PageSizeTest {
    private static final int MOST_BYTES = 600_000;
    private static final int RECORDS = 3000;

    @TempDir
    Path directory;

    @Test
    void large_records_make_many_pages_rather_than_large_ones() throws IOException {
        Random random = new Random(7);
        LocalDisk disk = new LocalDisk();
        try (MvMount mount = new MvMount(disk)) {
            RunFiles files = new RunFiles(disk, mount, directory, new Damages(directory));
            RunWriter writer = files.write(1, RECORDS, RECORDS);
            for (int i = 0; i < RECORDS; i++) {
                writer.claim(key(i), new byte[random.nextInt(3) > 0 ? 60_000 : 300]);
            }
            for (int i = 0; i < RECORDS; i++) {
                writer.id(id(i), key(i));
            }
            RunHandle run = files.open(writer.finish(0, 0, 1));
            run.hold();
            try {
                assertThat(largest(run.run().maps().claims().getRootPage())).isLessThan(MOST_BYTES);
                for (int i = 0; i < RECORDS; i++) {
                    assertThat(run.run().rest(key(i))).isNotNull();
                }
            } finally {
                run.release();
            }
        }
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(64).putInt(i).array();
    }

    private static byte[] id(int i) {
        return ByteBuffer.allocate(RunMaps.ID_BYTES).putInt(i).array();
    }

    private static int largest(Page<byte[], byte[]> page) {
        if (page.isLeaf()) {
            return page.getMemory();
        }
        int largest = 0;
        for (int i = 0; i <= page.getKeyCount(); i++) {
            largest = Math.max(largest, largest(page.getChildPage(i)));
        }
        return largest;
    }
}
