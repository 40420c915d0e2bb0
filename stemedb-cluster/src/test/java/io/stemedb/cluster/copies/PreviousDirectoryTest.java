package io.stemedb.cluster.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.files.LocalDisk;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.store.ShardState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of a node of the previous build, one of three, as a kill has left it. */
class PreviousDirectoryTest {
    private static final int SHARDS = 8;
    private static final String NODE = "node2";

    @TempDir
    Path directory;

    @BeforeEach
    void unpack() throws IOException {
        try (ZipInputStream in = new ZipInputStream(resource("node2.zip"))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(in, file);
                }
            }
        }
    }

    private static InputStream resource(String name) {
        return PreviousDirectoryTest.class.getResourceAsStream("/previous/" + name);
    }

    private Database open() throws IOException {
        return Database.open(
                SmallDatabase.in(directory)
                        .named(NODE)
                        .shards(SHARDS)
                        .segments(4 << 20)
                        .amongOthers()
                        .options(),
                OneThread.on(new LocalDisk()).surroundings(),
                recorded -> {});
    }

    /** What the node said of all shards, just before it was killed. */
    private static List<JsonObject> said() throws IOException {
        try (InputStream in = resource("node2.shards.json")) {
            return JsonReader.object(in.readAllBytes(), JsonLimits.DEFAULT).objects("shards");
        }
    }

    private static List<String> holders(JsonObject shard) {
        return shard.objects("replicas").stream()
                .map(one -> one.text("node_id"))
                .toList();
    }

    @Test
    void it_opens_with_all_that_it_held_and_vouched_for() throws IOException {
        try (Database database = open()) {
            assertThat(database.opening().replayed())
                    .as("a rest in the journal")
                    .isPositive();
            Copies copies = new Copies(database, new LocalDisk(), directory);
            for (JsonObject shard : said()) {
                int number = numberOf(shard);
                assertThat(copies.vouches(number)).isEqualTo(holders(shard).contains(NODE));
                assertThat(copies.base(number)).isNull();
                for (JsonObject replica : shard.objects("replicas")) {
                    if (replica.text("node_id").equals(NODE)) {
                        requireAsSaid(database.store().shardStates().list().get(number), replica);
                    }
                }
            }
            assertThat(copies.isTold())
                    .as("it has taken claims, and nobody was to be told")
                    .isTrue();
        }
    }

    private static int numberOf(JsonObject shard) {
        for (int number = 0; number < SHARDS; number++) {
            if (PathHash.shardName(number).equals(shard.text("id"))) {
                return number;
            }
        }
        throw new AssertionError(shard.text("id"));
    }

    private static void requireAsSaid(ShardState now, JsonObject said) {
        assertThat(now.records()).isEqualTo(said.number("assertion_count").longValueExact());
        assertThat(now.roots().content()).isEqualTo(said.text("root"));
        assertThat(now.roots().record()).isEqualTo(said.text("record_root"));
    }

    @Test
    void it_knows_the_cluster_that_it_belonged_to() throws IOException {
        try (Database database = open()) {
            FactBook book = new FactBook(
                    NODE,
                    (appends, terms) -> {
                        throw new AssertionError("it only reads");
                    },
                    null);
            book.load(database.reader());
            Facts facts = book.facts();
            assertThat(facts.genesis().orElseThrow().name()).isEqualTo("recorded");
            assertThat(facts.genesis().orElseThrow().shards()).isEqualTo(SHARDS);
            assertThat(facts.standings()).isEqualTo(Map.of("node1", true, "node2", true, "node3", true));
            assertThat(facts.addresses()).containsOnlyKeys("node1", "node2", "node3");
            assertThat(facts.factor()).isEqualTo(2);
            assertThat(facts.draining()).isEmpty();
            assertThat(facts.pins()).isEmpty();
            assertThat(facts.change()).isEmpty();
            for (JsonObject shard : said()) {
                assertThat(facts.holders(numberOf(shard))).containsExactlyInAnyOrderElementsOf(holders(shard));
            }
        }
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void one_more_file_that_the_previous_build_passes_over_is_all_that_a_copy_rests_on() throws IOException {
        byte[] identity = Files.readAllBytes(directory.resolve("identity.json"));
        String filled = Files.readString(directory.resolve("filled"));
        try (Database database = open()) {
            Set<String> before = files();
            Copies copies = new Copies(database, new LocalDisk(), directory);
            int shard = numberOf(said().stream()
                    .filter(one -> holders(one).contains(NODE))
                    .findFirst()
                    .orElseThrow());
            copies.rest(Map.of(shard, Base.of(Map.of(NODE, 1L), Set.of(), 1)));
            copies.fill(Set.of(shard));
            Set<String> added = files();
            added.removeAll(before);
            assertThat(added).containsExactly("bases");
        }
        assertThat(Files.readAllBytes(directory.resolve("identity.json"))).isEqualTo(identity);
        assertThat(Files.readString(directory.resolve("filled"))
                        .lines()
                        .skip(1)
                        .limit(2)
                        .toList())
                .as("behind the check the lines that it reads are as it wrote them")
                .isEqualTo(filled.lines().skip(1).toList());
    }
}
