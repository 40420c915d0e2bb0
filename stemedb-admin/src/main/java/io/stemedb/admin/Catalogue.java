package io.stemedb.admin;

import io.stemedb.admin.change.AbortVerb;
import io.stemedb.admin.change.BackupVerb;
import io.stemedb.admin.change.CompactVerb;
import io.stemedb.admin.change.CreateTokenVerb;
import io.stemedb.admin.change.DrainVerb;
import io.stemedb.admin.change.ElectVerb;
import io.stemedb.admin.change.ForgetSeedVerb;
import io.stemedb.admin.change.RebalanceVerb;
import io.stemedb.admin.change.RemoveVerb;
import io.stemedb.admin.change.RevokeTokenVerb;
import io.stemedb.admin.change.RotateTokenVerb;
import io.stemedb.admin.change.ScrubVerb;
import io.stemedb.admin.change.SetVerb;
import io.stemedb.admin.change.SyncVerb;
import io.stemedb.admin.change.UnpinVerb;
import io.stemedb.admin.cluster.HealthVerb;
import io.stemedb.admin.cluster.MembersVerb;
import io.stemedb.admin.cluster.StatusVerb;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.data.AssertVerb;
import io.stemedb.admin.data.ConceptsVerb;
import io.stemedb.admin.data.ContradictionsVerb;
import io.stemedb.admin.data.HistoryVerb;
import io.stemedb.admin.data.QueryVerb;
import io.stemedb.admin.data.RetractVerb;
import io.stemedb.admin.debug.ExportVerb;
import io.stemedb.admin.debug.VersionVerb;
import io.stemedb.admin.node.ShardsVerb;
import io.stemedb.admin.shard.ReplicasVerb;
import io.stemedb.admin.task.ShowVerb;
import io.stemedb.admin.task.WaitVerb;
import io.stemedb.admin.transfer.ImportVerb;
import java.util.ArrayList;
import java.util.List;

/** Every command by its name. Only the class of the one that is asked for is loaded. */
public final class Catalogue {
    /** In the order in which they are shown. */
    public static final List<String> NAMES = List.of(
            "cluster health",
            "cluster status",
            "cluster members",
            "cluster sync",
            "cluster set",
            "cluster forget-seed",
            "node list",
            "node info",
            "node shards",
            "node drain",
            "node undrain",
            "node remove",
            "shard list",
            "shard info",
            "shard replicas",
            "shard rebalance",
            "shard elect-leader",
            "shard unpin",
            "task list",
            "task show",
            "task wait",
            "task abort",
            "token list",
            "token create",
            "token rotate",
            "token revoke",
            "event list",
            "assert",
            "retract",
            "query",
            "history",
            "contradictions",
            "concepts",
            "import",
            "export",
            "backup",
            "scrub",
            "compact",
            "config check",
            "debug export",
            "version",
            "completion");

    private Catalogue() {}

    /** The command of this name. */
    public static Verb verb(String name) {
        return switch (name) {
            case "cluster health" -> new HealthVerb();
            case "cluster status" -> new StatusVerb();
            case "cluster members" -> new MembersVerb();
            case "cluster sync" -> new SyncVerb();
            case "cluster set" -> new SetVerb();
            case "cluster forget-seed" -> new ForgetSeedVerb();
            case "node list" -> new io.stemedb.admin.node.ListVerb();
            case "node info" -> new io.stemedb.admin.node.InfoVerb();
            case "node shards" -> new ShardsVerb();
            case "node drain" -> new DrainVerb(true);
            case "node undrain" -> new DrainVerb(false);
            case "node remove" -> new RemoveVerb();
            case "shard list" -> new io.stemedb.admin.shard.ListVerb();
            case "shard info" -> new io.stemedb.admin.shard.InfoVerb();
            case "shard replicas" -> new ReplicasVerb();
            case "shard rebalance" -> new RebalanceVerb();
            case "shard elect-leader" -> new ElectVerb();
            case "shard unpin" -> new UnpinVerb();
            case "task list" -> new io.stemedb.admin.task.ListVerb();
            case "task show" -> new ShowVerb();
            case "task wait" -> new WaitVerb();
            case "task abort" -> new AbortVerb();
            case "token list" -> new io.stemedb.admin.token.ListVerb();
            case "token create" -> new CreateTokenVerb();
            case "token rotate" -> new RotateTokenVerb();
            case "token revoke" -> new RevokeTokenVerb();
            case "event list" -> new io.stemedb.admin.event.ListVerb();
            case "assert" -> new AssertVerb();
            case "retract" -> new RetractVerb();
            case "query" -> new QueryVerb();
            case "history" -> new HistoryVerb();
            case "contradictions" -> new ContradictionsVerb();
            case "concepts" -> new ConceptsVerb();
            case "import" -> new ImportVerb();
            case "export" -> new io.stemedb.admin.transfer.ExportVerb();
            case "backup" -> new BackupVerb();
            case "scrub" -> new ScrubVerb();
            case "compact" -> new CompactVerb();
            case "config check" -> new ConfigCheckVerb();
            case "debug export" -> new ExportVerb();
            case "version" -> new VersionVerb();
            case "completion" -> new CompletionVerb();
            default -> throw new IllegalStateException("no command is called " + name);
        };
    }

    /** The names of what follows a noun; empty if the word is no noun. */
    static List<String> verbs(String noun) {
        List<String> verbs = new ArrayList<>();
        for (String name : NAMES) {
            if (name.startsWith(noun + " ")) {
                verbs.add(name.substring(noun.length() + 1));
            }
        }
        return verbs;
    }
}
