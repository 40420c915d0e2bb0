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

    /** Whether a node with these settings knows tokens: this package touches no file itself. */
    @FunctionalInterface
    public interface Tokens {
        boolean areKnown(Settings settings);
    }

    /** As {@link #judge(Function, Tokens)}, of a node that has none. */
    public static Judgement judge(Function<String, Optional<String>> source) {
        return judge(source, settings -> false);
    }

    /** Reads everything and finds every fault, those between areas included. */
    public static Judgement judge(Function<String, Optional<String>> source, Tokens tokens) {
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
            settings.keepStrangersOut(in, tokens);
        }
        return new Judgement(settings, in.faults());
    }

    /** Whether nodes are let in by a secret: then the others of the cluster bring the tokens, if there are any. */
    private boolean joinsBySecret() {
        return cluster.enabled()
                && !cluster.seeds().isEmpty()
                && cluster.secretFile().isPresent();
    }

    private void keepStrangersOut(Reading in, Tokens tokens) {
        if (!node.onLoopbackOnly() && !joinsBySecret() && !tokens.areKnown(this)) {
            in.fault(
                    Key.BIND,
                    "listening on " + node.bind() + " lets others reach the node, and it knows no tokens to tell"
                            + " them apart by; make one with stemedb-node token create --role operator, or set"
                            + " [security] mode = \"open\" or STEMEDB_SECURITY_MODE=open to let everyone who reaches"
                            + " it read and write, or bind 127.0.0.1");
        } else if (cluster.enabled() && cluster.secretFile().isEmpty()) {
            keepToLoopback(in, Key.RPC_BIND, cluster.rpc());
            keepToLoopback(in, Key.SWIM_BIND, cluster.swim());
        }
    }

    private static void keepToLoopback(Reading in, Key key, HostPort listener) {
        if (!listener.isLoopback()) {
            in.fault(
                    key,
                    "listening on " + listener + " lets everyone who reaches it act as a node; name a file with a"
                            + " secret in [cluster] secret_file, or set [security] mode = \"open\" or"
                            + " STEMEDB_SECURITY_MODE=open to accept that, or name 127.0.0.1");
        }
    }
}
