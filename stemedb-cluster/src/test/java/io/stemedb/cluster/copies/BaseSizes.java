package io.stemedb.cluster.copies;

import io.stemedb.cluster.agreement.Base;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** How large the file is in which a node notes what its copies rest on. */
public final class BaseSizes {
    private static final Path DATA = Path.of("/data");

    private BaseSizes() {}

    public static long of(Map<Integer, Base> bases) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        disk.createDirectories(DATA);
        BaseFile file = new BaseFile(disk, DATA, 1);
        file.write(new BaseFile.Content(true, 2, bases));
        if (!file.read().bases().equals(bases)) {
            throw new AssertionError("it is not read as it was written");
        }
        return disk.openToRead(DATA.resolve(BaseFile.NAME)).size();
    }
}
