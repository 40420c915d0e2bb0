package io.stemedb.cluster.copies;

import io.stemedb.cluster.agreement.Base;
import io.stemedb.files.CheckedText;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SmallFile;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What this node's copies rest on, and whether a majority has told it that it counts, durable in {@code bases} in the
 * data directory. It belongs to one store, as {@link FilledFile} does.
 */
final class BaseFile {
    static final String NAME = "bases";

    private static final System.Logger LOGGER = System.getLogger(BaseFile.class.getName());
    private static final CheckedText FORM = new CheckedText("STEMEDB-BASES 1 ");
    /** So many disks are needed as long as it is not known what was agreed: none has then acknowledged by itself. */
    private static final int UNKNOWN_FACTOR = 2;

    private static final JsonLimits LIMITS = JsonLimits.DEFAULT;

    private final Disk disk;
    private final Path path;
    private final long store;

    /**
     * What it says.
     *
     * @param told whether a majority has told this node that it counts
     * @param agreedFactor how many copies of each shard there were to be when more than half of the nodes agreed about
     *     it last; 0 if that is not known
     * @param bases by shard
     */
    record Content(boolean told, int agreedFactor, Map<Integer, Base> bases) {
        static final Content NOTHING = new Content(false, 0, Map.of());
        static final Content OF_BEFORE = new Content(true, UNKNOWN_FACTOR, Map.of());

        Content {
            bases = Map.copyOf(bases);
        }

        Content with(Map<Integer, Base> others) {
            return new Content(told, agreedFactor, others);
        }
    }

    BaseFile(Disk disk, Path directory, long store) {
        this.disk = disk;
        this.path = directory.resolve(NAME);
        this.store = store;
    }

    boolean exists() {
        return disk.exists(path);
    }

    /** What it says; nothing if it is missing, damaged or of another store: to compare once more is harmless. */
    Content read() throws IOException {
        if (!disk.exists(path)) {
            return Content.NOTHING;
        }
        CheckedText.Read read;
        try (DiskFile file = disk.openToRead(path)) {
            read = FORM.read(CheckedText.bytesOf(file));
        }
        if (read.state() != CheckedText.State.WELL) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} cannot be read; the node compares its shards anew", path);
            return Content.NOTHING;
        }
        JsonObject whole = JsonReader.object(read.body(), LIMITS);
        if (!HexFormat.of().toHexDigits(store).equals(whole.text("store"))) {
            return Content.NOTHING;
        }
        Map<Integer, Base> bases = new TreeMap<>();
        for (JsonObject one : whole.objects("bases")) {
            Base base = base(one);
            one.texts("shards").forEach(shard -> bases.put(Integer.valueOf(shard), base));
        }
        Number agreed = whole.number("agreed_factor");
        int copies = agreed == null ? UNKNOWN_FACTOR : agreed.intValue();
        return new Content(Boolean.TRUE.equals(whole.bool("told")), copies, bases);
    }

    private static Base base(JsonObject one) {
        byte[] object = one.object("stores").utf8();
        JsonObject named = JsonReader.object(object, LIMITS);
        Map<String, Long> stores = new TreeMap<>();
        named.names().forEach(node -> stores.put(node, HexFormat.fromHexDigitsToLong(named.text(node))));
        return Base.of(
                stores,
                Set.copyOf(one.texts("out")),
                one.number("factor_version").longValueExact());
    }

    /** Puts something else in the place of what it says, durably. */
    void write(Content content) throws IOException {
        Map<Base, Set<Integer>> shards = new LinkedHashMap<>();
        new TreeMap<>(content.bases())
                .forEach((shard, base) ->
                        shards.computeIfAbsent(base, first -> new TreeSet<>()).add(shard));
        JsonWriter out = new JsonWriter().beginObject();
        out.name("store").string(HexFormat.of().toHexDigits(store));
        out.name("told").bool(content.told());
        out.name("agreed_factor").number(content.agreedFactor());
        out.name("bases").beginArray();
        shards.forEach((base, of) -> write(out, base, of));
        out.endArray().endObject().newLine();
        SmallFile.replace(disk, path, FORM.of(out.toByteArray()));
    }

    private static void write(JsonWriter out, Base base, Set<Integer> shards) {
        out.beginObject();
        out.name("factor_version").number(base.factorVersion());
        out.name("stores").beginObject();
        base.stores().forEach((node, of) -> out.name(node).string(HexFormat.of().toHexDigits(of)));
        out.endObject();
        out.name("out").beginArray();
        base.out().forEach(out::string);
        out.endArray();
        out.name("shards").beginArray();
        shards.forEach(shard -> out.string(Integer.toString(shard)));
        out.endArray().endObject();
    }
}
