package io.stemedb.console.action;

import static io.stemedb.console.action.Field.FORCE;
import static io.stemedb.console.action.Field.REASON;
import static io.stemedb.console.action.Field.check;
import static io.stemedb.console.action.Field.text;

import io.stemedb.console.action.Field.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Everything that operators can change by the console. {@code {id}} stands for what a change is about, and {@code {x}}
 * for what its field x says.
 */
public enum Act {
    DRAIN(
            "/nodes/{id}/drain",
            "Drain {id}",
            "The node gives its shards to others and stays a member. Once the task has succeeded it can be stopped.",
            "POST /admin/nodes/{id}/drain",
            "",
            "node {id} drain",
            FORCE,
            REASON),
    UNDRAIN(
            "/nodes/{id}/undrain",
            "Undrain {id}",
            "The node takes shards again. A drain that is under way is aborted.",
            "POST /admin/nodes/{id}/undrain",
            "",
            "node {id} undrain",
            FORCE,
            REASON),
    REMOVE(
            "/nodes/{id}/remove",
            "Remove {id}",
            "The node leaves the cluster, for good under this id. It may be down.",
            "POST /admin/cluster/remove",
            "node_id",
            "node {id} remove",
            check("force", "--force", "Force", "takes it out at once: what only it has is not found until it is back"),
            check(
                    "unsafe_lost_quorum",
                    "--unsafe-lost-quorum",
                    "More than half of the nodes are lost",
                    "takes it out without a majority; refused while there is one"),
            REASON),
    FILL(
            "/nodes/{id}/rebalance",
            "Give {id} its fair share",
            "Shards are moved to the node until it has its fair share.",
            "POST /admin/shards/rebalance",
            "target_node",
            "shard rebalance --target-node {id}",
            FORCE,
            REASON),
    MOVE(
            "/shards/{id}/rebalance",
            "Move shard {id}",
            "A node is given a copy of the shard, and leads it until somebody unpins it.",
            "POST /admin/shards/rebalance",
            "shard_id",
            "shard {id} rebalance",
            text("target_node", "--target-node", "To", "the node that is to lead it", Kind.MEMBER, true),
            FORCE,
            REASON),
    ELECT(
            "/shards/{id}/elect-leader",
            "Elect a leader of shard {id}",
            "One of the nodes that have a copy leads it until somebody unpins it.",
            "POST /admin/shards/{id}/elect-leader",
            "",
            "shard {id} elect-leader",
            text("node_id", "--node", "Leader", "nobody named: the one that would lead next", Kind.MEMBER, false),
            FORCE,
            REASON),
    UNPIN(
            "/shards/{id}/unpin",
            "Unpin shard {id}",
            "Who leads the shard is planned again.",
            "POST /admin/shards/{id}/unpin",
            "",
            "shard {id} unpin",
            FORCE,
            REASON),
    ABORT(
            "/tasks/{id}/abort",
            "Abort the task",
            "The task ends, and what a change has begun is taken back.",
            "DELETE /admin/tasks/{id}",
            "",
            "task {id} abort"),
    FACTOR(
            "/cluster/factor",
            "Set the number of copies",
            "Each shard is kept by so many nodes.",
            "POST /admin/cluster/settings",
            "",
            "cluster set factor {factor}",
            text("factor", "", "Copies of each shard", "from 1 to 64", Kind.NUMBER, true),
            FORCE,
            REASON),
    FORGET_SEED(
            "/cluster/forget-seed",
            "Forget a seed",
            "A seed that never answered is counted no more. Take it out of the configuration, too.",
            "POST /admin/cluster/forget-seed",
            "",
            "cluster forget-seed {seed}",
            text("seed", "", "Seed", "one that never answered", Kind.SEED, true)),
    SYNC(
            "/anti-entropy/run",
            "Compare nodes now",
            "Nodes are compared with each other, and what one lacks is copied.",
            "POST /cluster/sync",
            "",
            "cluster sync",
            check("force", "--force", "Read everything again", "reads all that is on the disks before that"),
            text(
                    "target_nodes",
                    "--target-nodes",
                    "Only with these nodes",
                    "with commas between them; empty: all",
                    Kind.TEXTS,
                    false)),
    SCRUB(
            "/maintenance/scrub",
            "Scrub this node",
            "This node reads everything on its disk again, reports damage, and heals it if possible.",
            "POST /admin/scrub",
            "",
            "scrub"),
    SCRUB_PAUSE(
            "/maintenance/scrub-pause",
            "Pause the scrub",
            "The scrub of this node stays where it is until it is resumed.",
            "POST /admin/scrub/pause",
            "",
            "scrub pause"),
    SCRUB_RESUME(
            "/maintenance/scrub-resume",
            "Resume the scrub",
            "The scrub of this node goes on.",
            "POST /admin/scrub/resume",
            "",
            "scrub resume"),
    COMPACT(
            "/maintenance/compact",
            "Compact this node",
            "This node merges all its runs into one.",
            "POST /admin/compact",
            "",
            "compact",
            REASON),
    BACKUP(
            "/backups/take",
            "Take a backup",
            "A backup is taken while everything goes on.",
            "POST /admin/backup",
            "",
            "backup",
            text("to", "--to", "Folder", "the whole path of a folder on the machine of the node", Kind.TEXT, true),
            text("scope", "--scope", "Of", "this node, or each node of the cluster", Kind.SCOPE, false),
            check("copy", "--copy", "Copy", "copies runs even if they could be linked"),
            check("force", "--force", "Force", "of a cluster: goes on without nodes that cannot take part"),
            REASON),
    CREATE_TOKEN(
            "/tokens/create",
            "Make a token",
            "It is shown this once. From the first token on every call needs one: make an operator's first.",
            "POST /admin/tokens",
            "",
            "token create",
            text("role", "--role", "Role", "what its caller may do", Kind.ROLE, true),
            text("note", "--note", "Note", "whom or what it is for", Kind.TEXT, false),
            check("force", "--force", "Force", "makes it although there is no token of an operator")),
    ROTATE_TOKEN(
            "/tokens/{id}/rotate",
            "Rotate the token {id}",
            "A new token is made in its place, and shown this once.",
            "POST /admin/tokens/{id}/rotate",
            "",
            "token {id} rotate",
            text(
                    "grace",
                    "--grace",
                    "The old one goes on for",
                    "such as 15m; empty: it ends at once",
                    Kind.TEXT,
                    false)),
    REVOKE_TOKEN(
            "/tokens/{id}/revoke",
            "Revoke the token {id}",
            "It ends at once, on all nodes that are reached.",
            "DELETE /admin/tokens/{id}",
            "",
            "token {id} revoke",
            check("force", "--force", "Force", "ends it although it is the last one of an operator"));

    private final String path;
    private final String title;
    private final String about;
    private final String call;
    private final String idMember;
    private final String command;

    @SuppressWarnings("ImmutableEnumChecker") // a copy, of records
    private final List<Field> fields;

    Act(String path, String title, String about, String call, String idMember, String command, Field... fields) {
        this.path = path;
        this.title = title;
        this.about = about;
        this.call = call;
        this.idMember = idMember;
        this.command = command;
        this.fields = List.of(fields);
    }

    /** A change, and what it is about. */
    public record Found(Act act, String id) {}

    /** The change that can be made at a path below the console's root. */
    static Optional<Found> at(String path) {
        for (Act act : values()) {
            int id = act.path.indexOf("{id}");
            if (id < 0 ? act.path.equals(path) : act.fits(path, id)) {
                return Optional.of(new Found(act, id < 0 ? "" : act.idIn(path, id)));
            }
        }
        return Optional.empty();
    }

    private boolean fits(String path, int id) {
        String end = path.substring(Math.min(id, path.length()));
        return path.startsWith(this.path.substring(0, id))
                && end.endsWith(this.path.substring(id + 4))
                && end.length() > this.path.length() - id - 4
                && end.indexOf('/') == end.length() - (this.path.length() - id - 4);
    }

    private String idIn(String path, int id) {
        return path.substring(id, path.length() - (this.path.length() - id - 4));
    }

    /** Where it is made, below the console's root. */
    public String path() {
        return path;
    }

    public String about() {
        return about;
    }

    public List<Field> fields() {
        return fields;
    }

    String title() {
        return title;
    }

    /** Method and path of the call of the gateway that does the same. */
    public String call() {
        return call;
    }

    String idMember() {
        return idMember;
    }

    String command() {
        return command;
    }
}
