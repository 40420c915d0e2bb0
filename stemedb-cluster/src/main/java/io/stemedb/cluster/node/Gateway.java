package io.stemedb.cluster.node;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.Changes.Outlook;
import io.stemedb.cluster.compare.Outcome;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.MemberView;
import io.stemedb.cluster.gateway.SeedView;
import io.stemedb.cluster.gateway.TasksView;
import io.stemedb.cluster.gateway.Views;
import io.stemedb.cluster.operations.ShardView;
import io.stemedb.cluster.overview.Surroundings;
import io.stemedb.cluster.task.Task;
import io.stemedb.refusal.StemeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cluster as operators see it: the same calls on a node with others and on one without. */
public interface Gateway {
    /** What {@link #concern} says before there is a cluster. */
    String WAITING = "waiting";

    /** All members, with what is known of those that cannot be reached. */
    MemberView.Members members();

    /** The same with those that were removed. */
    MemberView.Members membersAndRemoved();

    /** Whether the cluster is well. */
    HealthView health();

    /** Its health, and what it is. */
    Views.Status status();

    /** All shards, and who has what of them. */
    ShardView.Shards shards();

    /** All members with their shards. */
    Views.Nodes nodes();

    /**
     * What a change would do, and what speaks against it; an operator may insist. Nothing is changed.
     *
     * @throws StemeException unknown-path or malformed, if it names something that is not there; unsafe, if it cannot
     *     be done at all; replicas-unreachable, if no majority is live
     */
    Outlook look(Change change);

    /**
     * Changes the cluster. What a task under way has named as its inverse aborts that task, which is the answer.
     *
     * @param force whether it goes on whatever speaks against it
     * @throws StemeException as {@link #look}; unsafe, if something speaks against it and it is not forced, or if
     *     another change is under way
     */
    Task change(Change change, boolean force, String reason);

    /**
     * Has every counted node take a backup into a folder of its own below {@code to}, and writes beside them which
     * belong together.
     *
     * @param force whether it goes on without nodes that cannot take part; then it is not complete
     * @throws StemeException malformed, if it cannot go there; unsafe, if this node belongs to no cluster, a node does
     *     not answer and it is not forced, or one is being taken
     */
    Task backup(Path to, boolean copy, boolean force, String reason);

    /**
     * What each member tells of itself, this node among them, each a JSON object with {@code node_id} and {@code
     * error}. One that gives no answer in time stays in, and its error says so.
     */
    List<byte[]> descriptions();

    /**
     * Compares nodes with each other and copies what one lacks.
     *
     * @param targets only comparisons in which one of these is; none for all
     * @param force whether these read everything again first
     * @throws StemeException malformed, if one of them is no member; unsafe, if a comparison is under way
     */
    Task sync(Set<String> targets, boolean force);

    /**
     * What nodes differ in now; nothing is changed.
     *
     * @throws StemeException as {@link #sync}
     */
    Outcome differences(Set<String> targets);

    /**
     * Has all nodes count a seed no more that never answered.
     *
     * @param seed address at which calls of nodes would be taken
     * @param dryRun whether only to tell who counts it
     * @throws StemeException unsafe, if nobody counts it as one that never answered
     */
    SeedView forgetSeed(String seed, boolean dryRun);

    /** The tasks of all members. */
    TasksView tasks();

    /**
     * A task as it stands, whichever member has it.
     *
     * @throws StemeException unknown-task
     */
    Task task(String id);

    /**
     * Wants a task to end, and says how it stands; one that has ended stays as it is.
     *
     * @throws StemeException unknown-task; replicas-unreachable, if its node does not answer
     */
    Task abort(String id);

    /** What this node knows of the others at once; empty if it is alone. Nobody is asked, so nobody is waited for. */
    Optional<Surroundings> surroundings();

    /** How many claims this node answers for. */
    long assertionCount();

    /** {@code waiting} before there is a cluster, {@code no-majority} if too few nodes are reached; else empty. */
    String concern();
}
