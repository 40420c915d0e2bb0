package io.stemedb.settings;

import io.stemedb.settings.SecuritySettings.Mode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The whole configuration of a node. */
public record Settings(
        NodeSettings node,
        ClusterSettings cluster,
        SecuritySettings security,
        JournalSettings journal,
        StoreSettings store,
        ScrubSettings scrub,
        LimitSettings limits) {

    /**
     * What a source of settings amounts to.
     *
     * @param settings what was read; only to be used if there are no faults
     * @param faults everything wrong with it
     */
    public record Judgement(Settings settings, List<Fault> faults) {}

    /** Reads everything and finds every fault, those between areas included. */
    public static Judgement judge(Function<String, Optional<String>> source) {
        Reading in = new Reading(source);
        Settings settings = new Settings(
                NodeSettings.read(in),
                ClusterSettings.read(in),
                SecuritySettings.read(in),
                JournalSettings.read(in),
                StoreSettings.read(in),
                ScrubSettings.read(in),
                LimitSettings.read(in));
        if (settings.security.mode() != Mode.OPEN) {
            settings.keepToLoopback(in);
        }
        return new Judgement(settings, in.faults());
    }

    /** This version knows nobody, so that whoever reaches a port may use it. */
    private void keepToLoopback(Reading in) {
        if (!node.onLoopbackOnly()) {
            in.fault(
                    Key.BIND,
                    "listening on " + node.bind()
                            + " lets everyone who reaches it read and write, and this version"
                            + " has no tokens; set [security] mode = \"open\" or STEMEDB_SECURITY_MODE=open to "
                            + "accept that,"
                            + " or bind 127.0.0.1");
        } else if (cluster.enabled()) {
            keepToLoopback(in, Key.RPC_BIND, cluster.rpc());
            keepToLoopback(in, Key.SWIM_BIND, cluster.swim());
        }
    }

    private static void keepToLoopback(Reading in, Key key, HostPort listener) {
        if (!listener.isLoopback()) {
            in.fault(
                    key,
                    "listening on " + listener + " lets everyone who reaches it act as a node; set [security]"
                            + " mode = \"open\" or STEMEDB_SECURITY_MODE=open to accept that, or name 127.0.0.1");
        }
    }
}
