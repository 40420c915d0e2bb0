package io.stemedb.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What gives a process another clock. */
final class FakeTime {
    private FakeTime() {}

    /** To be loaded before all else; empty if this machine has none. */
    static Optional<Path> library() throws IOException {
        try (Stream<Path> places = Files.list(Path.of("/usr/lib"))) {
            return places.map(place -> place.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }
}
