package io.stemedb.cluster.node;

import io.stemedb.cluster.gateway.HealthView.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a node says of clocks, for tests that hold them. */
public final class ClockLook {
    private ClockLook() {}

    /** Of its own, and of those of others. */
    public static List<String> reasons(Cluster cluster) {
        return cluster.health().reasons().stream()
                .filter(reason -> reason.code().equals("clock"))
                .map(Reason::detail)
                .toList();
    }

    /** What all nodes log of it meanwhile. */
    public static List<String> logged(Runnable meanwhile) {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger(OwnClock.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            meanwhile.run();
        } finally {
            logger.removeHandler(handler);
        }
        return List.copyOf(lines);
    }
}
