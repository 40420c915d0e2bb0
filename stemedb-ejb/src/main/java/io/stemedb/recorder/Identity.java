package io.stemedb.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskFullException;
import io.stemedb.files.SmallFile;
import io.stemedb.store.Recorders;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/**
 * Who a data directory is: {@code identity.json}, written last of all that makes a directory, and again by a version of
 * a later format.
 *
 * @param format version of everything in the directory
 * @param nodeId the node's name
 * @param clusterId 32 hex digits
 * @param shardCount a power of two
 * @param store incarnation: 64 random bits, new with each data directory; its files name it
 * @param recorders the names in dots, 64 bits each. The first is that of the store. A repair may not know of all
 *     numbers that were given out, so what it leaves goes on under a new name
 */
public record Identity(int format, String nodeId, String clusterId, int shardCount, long store, Recorders recorders) {
    /** One that has recorded under the name of its store only. */
    public Identity(int format, String nodeId, String clusterId, int shardCount, long store) {
        this(format, nodeId, clusterId, shardCount, store, Recorders.of(store));
    }

    /** The name under which it records. */
    public long recorder() {
        return recorders.current();
    }

    /** The same that records under a name that it never had. */
    public Identity recordingAnew(RandomGenerator random) {
        long name = random.nextLong();
        while (recorders.own(name)) {
            name = random.nextLong();
        }
        return recordingAs(name);
    }

    /** The identity of a directory that belongs to another node from now on. */
    public Identity named(String otherId) {
        return new Identity(format, otherId, clusterId, shardCount, store, recorders);
    }

    /** The same that records under another name from now on. */
    public Identity recordingAs(long recorder) {
        return new Identity(format, nodeId, clusterId, shardCount, store, recorders.then(recorder));
    }

    /** The store, in 16 hex digits. */
    public String storeName() {
        return HexFormat.of().toHexDigits(store);
    }

    /**
     * The format that this version writes: 2 has side files with sums and a witness beside the journal, 3 has copies of
     * other nodes' records.
     */
    public static final int FORMAT = 3;

    /** The first with a recorder of its own. */
    private static final int WITH_RECORDER = 3;

    /**
     * The oldest format that it reads. What it writes into such a directory is of its own, so the directory becomes
     * that first.
     */
    private static final int OLDEST_FORMAT = 1;

    /** What an unfinished restore leaves in the directory that it fills; no node makes or opens one there. */
    public static final String UNFINISHED_RESTORE = "restore-unfinished";

    /** What a repair leaves in the directory while runs are not in force that it has set aside; no node opens one. */
    public static final String UNFINISHED_REPAIR = "repair-unfinished";

    static final String FILE = "identity.json";

    /** What to do if the file is lost or damaged: a backup has none, so that no node opens one. */
    static final String LOST = "put that file back from a copy of the directory, or restore a backup into an empty one";

    private static final JsonFactory JSON = new JsonFactory();

    /** Whether a directory has one, and so is a data directory. */
    public static boolean exists(Disk disk, Path dataDirectory) {
        return disk.exists(dataDirectory.resolve(FILE));
    }

    /** Puts it into a data directory, durably. */
    public void write(Disk disk, Path dataDirectory) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            out.writeNumberField("format", format);
            out.writeStringField("node_id", nodeId);
            out.writeStringField("cluster_id", clusterId);
            out.writeNumberField("shards", shardCount);
            out.writeStringField("store", Long.toHexString(store));
            if (format >= WITH_RECORDER) {
                out.writeStringField("recorder", Long.toHexString(recorder()));
                out.writeStringField("former", recorders.formerText());
            }
            out.writeStringField("crc32c", check());
            out.writeEndObject();
        }
        SmallFile.replace(disk, dataDirectory.resolve(FILE), text.toString().getBytes(UTF_8));
    }

    /** A flipped bit here (another number of shards, say) would make claims unfindable without any other sign. */
    private String check() {
        CRC32C crc = new CRC32C();
        String all = String.join("|", "" + format, nodeId, clusterId, "" + shardCount, Long.toHexString(store));
        if (format >= WITH_RECORDER) {
            all = String.join("|", all, Long.toHexString(recorder()), recorders.formerText());
        }
        crc.update(all.getBytes(UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /**
     * Reads it for somebody who is about to write into the directory: from now on an earlier version refuses it by
     * name.
     *
     * @throws UnusableDirectoryException as {@link #read}
     */
    public static Identity readToWrite(Disk disk, Path dataDirectory) throws IOException {
        Identity found = read(disk, dataDirectory);
        Identity now = found.ofThisFormat();
        if (!now.equals(found)) {
            upgrade(found, now, disk, dataDirectory);
        }
        return now;
    }

    private static void upgrade(Identity found, Identity now, Disk disk, Path dataDirectory) throws IOException {
        try {
            now.write(disk, dataDirectory);
        } catch (IOException failure) {
            if (!DiskFullException.behind(failure)) {
                throw failure;
            }
            throw new UnusableDirectoryException(dataDirectory + " has data format " + found.format()
                    + ", and its disk no room to note format " + now.format()
                    + ", which comes before anything else; nothing was changed: make some room, or use the "
                    + "version that wrote it");
        }
    }

    /** The same in the format that this version writes. */
    public Identity ofThisFormat() {
        return new Identity(FORMAT, nodeId, clusterId, shardCount, store, recorders);
    }

    /** Whether this version reads a format. */
    public static boolean reads(int format) {
        return format >= OLDEST_FORMAT && format <= FORMAT;
    }

    /**
     * @throws UnusableDirectoryException if the file is missing, cannot be understood, or is of a format that this
     *     version does not read
     */
    public static Identity read(Disk disk, Path dataDirectory) throws IOException {
        Path path = dataDirectory.resolve(FILE);
        Map<String, String> fields = new TreeMap<>();
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            try (JsonParser in = JSON.createParser(bytes.array())) {
                in.nextToken();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    fields.put(name, in.getText());
                }
            }
        } catch (NoSuchFileException e) {
            throw new UnusableDirectoryException(dataDirectory + " has no " + FILE + "; " + LOST);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new UnusableDirectoryException(path + " is damaged: " + e.getOriginalMessage() + "; " + LOST);
        }
        return of(path, fields);
    }

    private static Identity of(Path path, Map<String, String> fields) throws UnusableDirectoryException {
        try {
            int format = Integer.parseInt(fields.get("format"));
            if (!reads(format)) {
                throw new UnusableDirectoryException(path + " has data format " + format
                        + "; this version reads formats " + OLDEST_FORMAT + " to " + FORMAT);
            }
            if (format >= WITH_RECORDER && !(fields.containsKey("recorder") && fields.containsKey("former"))) {
                throw new UnusableDirectoryException(path + " is damaged: it names no recorder; " + LOST);
            }
            long store = Long.parseUnsignedLong(fields.get("store"), 16);
            Identity identity = new Identity(
                    format,
                    fields.get("node_id"),
                    fields.get("cluster_id"),
                    Integer.parseInt(fields.get("shards")),
                    store,
                    Recorders.read(fields, store));
            if (!identity.check().equals(fields.get("crc32c"))) {
                throw new UnusableDirectoryException(path + " is damaged or was edited: it fails its check; " + LOST);
            }
            return identity;
        } catch (NumberFormatException e) {
            throw new UnusableDirectoryException(path + " is damaged: a number is missing or is none; " + LOST);
        }
    }
}
