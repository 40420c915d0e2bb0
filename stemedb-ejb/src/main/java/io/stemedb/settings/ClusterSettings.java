package io.stemedb.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What concerns more than one node. This version runs one, and says so rather than run something else than was asked
 * for.
 */
public record ClusterSettings(boolean enabled, String name, List<String> seeds, int factor) {
    private static final String SINGLE = "this version runs a single node; ";

    public static ClusterSettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, ClusterSettings::read);
    }

    static ClusterSettings read(Reading in) {
        ClusterSettings settings = new ClusterSettings(
                in.flag(Key.CLUSTER_ENABLED),
                in.text(Key.CLUSTER_NAME),
                Arrays.stream(in.text(Key.CLUSTER_SEEDS).split(","))
                        .map(String::strip)
                        .filter(seed -> !seed.isEmpty())
                        .toList(),
                in.count(Key.REPLICATION_FACTOR, 1, 64));
        if (settings.enabled) {
            in.fault(Key.CLUSTER_ENABLED, SINGLE + "set it to false");
        }
        if (!settings.seeds.isEmpty()) {
            in.fault(Key.CLUSTER_SEEDS, SINGLE + "leave the seeds out");
        }
        if (settings.factor > 1) {
            in.fault(Key.REPLICATION_FACTOR, SINGLE + "set the factor to 1");
        }
        if (settings.name.isEmpty() || settings.name.length() > 64) {
            in.fault(Key.CLUSTER_NAME, "has 1 to 64 characters");
        }
        return settings;
    }
}
