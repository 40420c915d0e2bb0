package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose clock is wrong has others record, and says so; nothing is lost or hidden by it. */
class ClockFaultIT {
    private static final Duration SERVED = Duration.ofSeconds(60);
    private static final Duration MOST = Duration.ofSeconds(12);
    private static final Duration LOAD = Duration.ofSeconds(5);
    private static final int MINUTES = 10;
    private static final int AHEAD = 2;
    private static final Pattern LOGGED = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+[+-]\\d{4}");
    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);

    @TempDir
    Path folder;

    /** The usual suite has wrong clocks in simulations only. */
    @Tag("full")
    @Test
    void the_clock_of_a_node_is_ten_minutes_ahead_and_right_again() throws Exception {
        Optional<Path> fakeTime = FakeTime.library();
        assumeTrue(
                fakeTime.isPresent(), "NOT TESTED: this machine has no libfaketime, which gives a node another clock");
        try (RealCluster cluster = RealCluster.onLoopback(folder, 3)) {
            cluster.begin(1);
            cluster.begin(3);
            cluster.beginAhead(AHEAD, MINUTES, fakeTime.get());
            cluster.running().forEach(node -> cluster.node(node).awaitReady());
            for (int node : cluster.running()) { // each says whose clock it is
                cluster.awaitHealth(node, "\"code\":\"clock\"");
                cluster.awaitHealth(node, "\"under_replicated\":[]");
            }
            assertThat(said(cluster)).isAfter(Instant.now().plus(Duration.ofMinutes(MINUTES - 1)));

            Load.Gap gap;
            Load load = Load.on(cluster, "clock");
            try (load) {
                load.awaitEveryShard(SERVED);
                load.longestGap();
                load.goOn(LOAD);
                cluster.stop(AHEAD);
                cluster.start(AHEAD);
                // It may wait for the times that it has given, for ten minutes, and all say so.
                cluster.awaitHealth(1, "\"under_replicated\":[]");
                cluster.awaitHealth(3, "\"under_replicated\":[]");
                load.awaitEveryShard(SERVED);
                gap = load.longestGap();
            }
            assertThat(said(cluster)).isBefore(Instant.now().plus(Duration.ofMinutes(1)));
            Verdict.of(cluster, "clock of node 2 ahead by 10 minutes, then set right", load, gap.toString());
            gap.checkAtMost(MOST);
        }
    }

    /** What time the node believes it to be, as its own log has it last. */
    private static Instant said(RealCluster cluster) throws IOException {
        List<String> lines = Files.readAllLines(cluster.data(AHEAD).resolve("log/server.0.log"));
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher time = LOGGED.matcher(lines.get(i));
            if (time.find()) {
                return LOG_TIME.parse(time.group(), Instant::from);
            }
        }
        throw new IOException("nothing is logged");
    }
}
