package io.stemedb.cluster.change;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.situation.NextLeader;
import io.stemedb.cluster.situation.Situation;

/** Something that an operator wants of a cluster, and that takes a while. */
public sealed interface Change {
    /**
     * A node gives its places in lists to others, and stays a member.
     *
     * @param drained whether it had done so before: then it does afterwards, too, if this is taken back
     */
    record Drain(String node, boolean drained) implements Change {
        /** Of a node that takes shards. */
        public Drain(String node) {
            this(node, false);
        }

        @Override
        public String kind() {
            return "drain";
        }

        @Override
        public String subject() {
            return node;
        }

        @Override
        public String inverse() {
            return drained ? null : "POST /admin/nodes/" + node + "/undrain";
        }

        @Override
        public boolean isBig() {
            return true;
        }

        @Override
        public Change seenIn(Situation now) {
            return new Drain(node, now.facts().draining().contains(node));
        }
    }

    /**
     * A node that was drained takes places again.
     *
     * @param drained whether it was: else there is nothing to take back
     */
    record Undrain(String node, boolean drained) implements Change {
        /** Of a node that takes none. */
        public Undrain(String node) {
            this(node, true);
        }

        @Override
        public String kind() {
            return "undrain";
        }

        @Override
        public String subject() {
            return node;
        }

        @Override
        public String inverse() {
            return drained ? "POST /admin/nodes/" + node + "/drain" : null;
        }

        @Override
        public Change seenIn(Situation now) {
            return new Undrain(node, now.facts().draining().contains(node));
        }
    }

    /**
     * A node leaves the cluster, for good under its id.
     *
     * @param force whether it leaves before others have its shards
     * @param withoutMajority whether it leaves though half of the nodes or more are lost
     * @param drained whether it was drained before: then it stays so if this is taken back
     */
    record Remove(String node, boolean force, boolean withoutMajority, boolean drained) implements Change {
        /** With a majority. */
        public Remove(String node, boolean force) {
            this(node, force, false);
        }

        /** Of a node that takes shards. */
        public Remove(String node, boolean force, boolean withoutMajority) {
            this(node, force, withoutMajority, false);
        }

        @Override
        public String kind() {
            return "remove";
        }

        @Override
        public String subject() {
            return node;
        }

        /** Until it is out: after that it takes another id, which {@code stemedb-node rejoin} gives it. */
        @Override
        public String inverse() {
            return withoutMajority ? null : ABORT;
        }

        @Override
        public boolean isBig() {
            return !withoutMajority; // which needs a majority
        }

        @Override
        public Change seenIn(Situation now) {
            return new Remove(
                    node, force, withoutMajority, now.facts().draining().contains(node));
        }
    }

    /** A node gets its fair share of the shards. */
    record Rebalance(String node) implements Change {
        @Override
        public String kind() {
            return "rebalance";
        }

        @Override
        public String subject() {
            return node;
        }

        /** Only its end: the cluster evens out by itself, too, so what was moved stays where it is. */
        @Override
        public String inverse() {
            return ABORT;
        }

        @Override
        public boolean isBig() {
            return true;
        }
    }

    /**
     * A node is to lead a shard until somebody unpins it.
     *
     * @param node empty for the holder that would lead next
     * @param moves whether it may be one that has no copy yet
     * @param before who was to lead it until now; empty for nobody
     */
    record Pin(int shard, String node, boolean moves, String before) implements Change {
        @Override
        public String kind() {
            return moves ? "rebalance" : "elect-leader";
        }

        @Override
        public String subject() {
            return PathHash.shardName(shard);
        }

        @Override
        public String inverse() {
            return before.isEmpty()
                    ? "POST /admin/shards/" + PathHash.shardName(shard) + "/unpin"
                    : moved(shard, before);
        }

        @Override
        public Change seenIn(Situation now) {
            String chosen = node.isEmpty() ? NextLeader.of(now, shard).orElse("") : node;
            return new Pin(shard, chosen, moves, pinned(now, shard));
        }
    }

    /**
     * Who leads a shard is planned again.
     *
     * @param before who was to lead it until now; empty for nobody
     */
    record Unpin(int shard, String before) implements Change {
        @Override
        public String kind() {
            return "unpin";
        }

        @Override
        public String subject() {
            return PathHash.shardName(shard);
        }

        @Override
        public String inverse() {
            return before.isEmpty() ? null : moved(shard, before);
        }

        @Override
        public Change seenIn(Situation now) {
            return new Unpin(shard, pinned(now, shard));
        }
    }

    /**
     * Each shard is kept by so many nodes.
     *
     * @param before by how many it was to be kept until now
     * @param byForce whether to go back to that would be refused unless it is forced
     */
    record Factor(int copies, int before, boolean byForce) implements Change {
        /** One that is taken back without force. */
        public Factor(int copies, int before) {
            this(copies, before, false);
        }

        /** The way back. */
        Factor back() {
            int then = before;
            int since = copies;
            return new Factor(then, since);
        }

        @Override
        public String kind() {
            return "settings";
        }

        @Override
        public String subject() {
            return "factor";
        }

        @Override
        public String inverse() {
            return before == copies
                    ? null
                    : "POST /admin/cluster/settings {\"factor\":" + before + (byForce ? ",\"force\":true}" : "}");
        }

        @Override
        public boolean isBig() {
            return true;
        }

        @Override
        public Change seenIn(Situation now) {
            return new Factor(copies, now.factor(), byForce);
        }
    }

    /** What a change that goes no further by itself is taken back with. */
    String ABORT = "DELETE /admin/tasks/{task_id}";

    /** Who is to lead a shard; empty for nobody. One that is no member any more is not pinned again. */
    private static String pinned(Situation now, int shard) {
        String node = now.facts().pins().getOrDefault(shard, "");
        return now.members().isMember(node) ? node : "";
    }

    private static String moved(int shard, String node) {
        return "POST /admin/shards/rebalance {\"shard_id\":\"" + PathHash.shardName(shard) + "\",\"target_node\":\""
                + node + "\"}";
    }

    /** Names the task. */
    String kind();

    /** What it is about. */
    String subject();

    /** The call that takes it back; null if there is nothing to take back. */
    String inverse();

    /** The same of a task. */
    default String inverse(String task) {
        return ABORT.equals(inverse()) ? "DELETE /admin/tasks/" + task : inverse();
    }

    /** Whether it concerns so many shards that one at a time is enough. */
    default boolean isBig() {
        return false;
    }

    /** The same with what it would change, to be taken back to. */
    default Change seenIn(Situation now) {
        return this;
    }
}
