package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** Keeps what was lost, as lines of text behind a first line with their CRC32C. */
final class LostFile {
    static final String NAME = "lost";
    private static final String MAGIC = "STEMEDB-LOST 1 ";
    private static final HexFormat HEX = HexFormat.of();

    private final Disk disk;
    private final Path path;

    LostFile(Disk disk, Path directory) {
        this.disk = disk;
        this.path = directory.resolve(NAME);
    }

    Path path() {
        return path;
    }

    void replace(LostClaims lost) throws IOException {
        StringBuilder body = new StringBuilder();
        lost.shards().forEach(shard -> body.append("shard ").append(shard).append('\n'));
        lost.awaited().forEach(shard -> body.append("awaited ").append(shard).append('\n'));
        lost.slots()
                .forEach(
                        slot -> body.append("slot ").append(HEX.formatHex(slot)).append('\n'));
        lost.ids().forEach(id -> body.append("id ").append(HEX.formatHex(id)).append('\n'));
        SmallFile.replace(disk, path, (first(body.toString()) + body).getBytes(UTF_8));
    }

    /** Nothing if there is no such file. */
    LostClaims read() throws IOException {
        if (!disk.exists(path)) {
            return LostClaims.NONE;
        }
        String text;
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(all, 0);
            text = new String(all.array(), UTF_8);
        }
        int body = text.indexOf('\n') + 1;
        if (!text.substring(0, body).equals(first(text.substring(body)))) {
            throw new StoreDamagedException(path, "it fails its check");
        }
        NavigableSet<byte[]> slots = LostClaims.sorted();
        NavigableSet<byte[]> ids = LostClaims.sorted();
        Set<Integer> shards = new TreeSet<>();
        Set<Integer> awaited = new TreeSet<>();
        text.substring(body).lines().map(line -> line.split(" ")).forEach(line -> {
            switch (line[0]) {
                case "slot" -> slots.add(HEX.parseHex(line[1]));
                case "awaited" -> awaited.add(Integer.parseInt(line[1]));
                case "id" -> ids.add(HEX.parseHex(line[1]));
                default -> shards.add(Integer.parseInt(line[1]));
            }
        });
        return new LostClaims(slots, ids, shards, awaited);
    }

    private static String first(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(UTF_8));
        return String.format(Locale.ROOT, "%s%08x\n", MAGIC, (int) crc.getValue());
    }
}
