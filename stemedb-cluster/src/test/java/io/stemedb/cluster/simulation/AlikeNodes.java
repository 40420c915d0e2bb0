package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.progress.ShardVector;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Machine;
import io.stemedb.store.ShardState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether nodes know the same of their cluster and hold the same, as they are to once all faults have passed. */
final class AlikeNodes {
    private final List<PlayedNode> nodes;
    private final List<PlayedNode> removed;
    private final WrittenClaims claims;
    private final Chronicle story;

    AlikeNodes(List<PlayedNode> nodes, WrittenClaims claims, Chronicle story) {
        this(nodes, List.of(), claims, story);
    }

    /**
     * Of some nodes members may be removed.
     *
     * @param nodes members
     * @param removed those who are none any more
     */
    AlikeNodes(List<PlayedNode> nodes, List<PlayedNode> removed, WrittenClaims claims, Chronicle story) {
        this.nodes = nodes;
        this.removed = removed;
        this.claims = claims;
        this.story = story;
    }

    /** Who is to keep each shard, as the first node knows it. */
    Map<Integer, List<String>> lists() {
        Map<Integer, List<String>> lists = new HashMap<>();
        for (int shard = 0; shard < Machine.SHARDS; shard++) {
            lists.put(shard, nodes.get(0).cluster().situation().holders(shard));
        }
        return lists;
    }

    /** An operator may have changed it. */
    private int factor() {
        return nodes.get(0).cluster().situation().factor();
    }

    private List<PlayedNode> holders(int shard) {
        List<String> listed = nodes.get(0).cluster().situation().holders(shard);
        return nodes.stream().filter(node -> listed.contains(node.id)).toList();
    }

    /** Whether nothing is left to be healed now. If so, disks that were lost before count no more. */
    boolean healed() {
        if (!nodes.stream().allMatch(PlayedNode::awake)) {
            return false;
        }
        for (int shard = 0; shard < Machine.SHARDS; shard++) {
            if (!isWhole(shard)) {
                return false;
            }
        }
        for (int shard = 0; shard < Machine.SHARDS; shard++) {
            claims.healed(shard, holders(shard));
        }
        return true;
    }

    private boolean isWhole(int shard) {
        List<String> listed = nodes.get(0).cluster().situation().holders(shard);
        for (PlayedNode node : nodes) {
            Situation now = node.cluster().situation();
            boolean knows = now.members().members().size() == nodes.size()
                    && now.holders(shard).equals(listed);
            boolean lacks = listed.contains(node.id)
                    && !(now.canRead(shard)
                            && vector(node, shard).equals(vector(holders(shard).get(0), shard)));
            if (!knows || lacks) {
                return false;
            }
        }
        return listed.size() == factor();
    }

    void requireAlike() {
        for (PlayedNode node : nodes) {
            assertThat(node.cluster().situation().members().members())
                    .as("%s knows who is in\n %s", node.id, story)
                    .hasSameSizeAs(nodes);
        }
        for (int shard = 0; shard < Machine.SHARDS; shard++) {
            for (PlayedNode node : nodes) {
                assertThat(node.cluster().situation().holders(shard))
                        .as("%s knows who is to keep shard %d\n %s", node.id, shard, story)
                        .isEqualTo(lists().get(shard))
                        .hasSize(factor());
            }
            requireAlike(shard);
            requireDropped(shard);
        }
    }

    /** Whether nobody has anything of a shard that he is not to keep. */
    boolean isTidy() {
        for (int shard = 0; shard < Machine.SHARDS; shard++) {
            List<String> listed = lists().get(shard);
            for (PlayedNode node : all()) {
                if (!listed.contains(node.id) && !vector(node, shard).isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<PlayedNode> all() {
        return Stream.concat(nodes.stream(), removed.stream()).toList();
    }

    private void requireDropped(int shard) {
        for (PlayedNode node : all()) {
            if (!lists().get(shard).contains(node.id)) {
                assertThat(vector(node, shard).isEmpty())
                        .as("%s has dropped shard %d\n %s", node.id, shard, story)
                        .isTrue();
            }
        }
    }

    private void requireAlike(int shard) {
        PlayedNode first = holders(shard).get(0);
        for (PlayedNode holder : holders(shard)) {
            assertThat(holder.cluster().situation().canRead(shard))
                    .as("%s vouches for shard %d\n %s", holder.id, shard, story)
                    .isTrue();
            assertThat(vector(holder, shard))
                    .as("dots of shard %d at %s and %s\n %s", shard, holder.id, first.id, story)
                    .isEqualTo(vector(first, shard));
            assertThat(state(holder, shard).roots())
                    .as("roots of %d\n %s", shard, story)
                    .isEqualTo(state(first, shard).roots());
            assertThat(state(holder, shard).records())
                    .as("count of %d\n %s", shard, story)
                    .isEqualTo(state(first, shard).records());
            claims.owed().stream()
                    .filter(one -> one.shard == shard)
                    .forEach(one -> assertThat(recordedAt(holder, one.id()))
                            .as("%s at %s\n %s", one.id(), holder.id, story)
                            .isPresent()
                            .isEqualTo(recordedAt(first, one.id())));
        }
    }

    private static Optional<Long> recordedAt(PlayedNode node, AssertionId claim) {
        return node.machine.database().reader().find(claim).map(Recorded::recordedAt);
    }

    private static ShardState state(PlayedNode node, int shard) {
        return node.machine.database().store().shardStates().list().get(shard);
    }

    private static ShardVector vector(PlayedNode node, int shard) {
        return node.machine.database().shown().horizon().dots().of(shard);
    }
}
