package io.stemedb.cluster.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.partition.Partition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** One Hazelcast instance from its making to its end. All of it may block. */
final class Instance {
    private final HazelcastInstance hazelcast;
    private final Config config;
    private final int shards;

    private Instance(HazelcastInstance hazelcast, Config config, int shards) {
        this.hazelcast = hazelcast;
        this.config = config;
        this.shards = shards;
    }

    /**
     * Makes one, which takes seconds.
     *
     * @param event is told, on a thread of Hazelcast, that something may have changed
     */
    static Instance make(Config config, DefaultNodeContext context, int shards, Runnable event) {
        HazelcastInstance made =
                HazelcastInstanceFactory.newHazelcastInstance(config, config.getInstanceName(), context);
        Instance instance = new Instance(made, config, shards);
        made.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent change) {
                event.run();
            }

            @Override
            public void memberRemoved(MembershipEvent change) {
                event.run();
            }
        });
        made.getLifecycleService().addLifecycleListener(change -> event.run());
        return instance;
    }

    boolean isAlive() {
        return hazelcast.getLifecycleService().isRunning();
    }

    /** From now on it also looks for a cluster there, to merge with it. */
    void addSeed(String seed) {
        config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().addMember(seed);
    }

    /**
     * What it says now.
     *
     * @param before the last view, which knows since when a member is there
     * @throws HazelcastException or another exception of the kind if it dies meanwhile
     */
    View look(View before, Instant now) {
        Map<UUID, Instant> since = new HashMap<>();
        before.members().forEach(member -> since.put(member.uuid(), member.since()));
        List<Member> members = new ArrayList<>();
        for (com.hazelcast.cluster.Member member : hazelcast.getCluster().getMembers()) {
            UUID uuid = member.getUuid();
            members.add(new Member(
                    idOf(member),
                    Objects.requireNonNullElse(member.getAttribute(InstanceConfig.RPC), ""),
                    uuid,
                    since.getOrDefault(uuid, now)));
        }
        String[] owners = new String[shards];
        for (Partition partition : hazelcast.getPartitionService().getPartitions()) {
            com.hazelcast.cluster.Member owner = partition.getOwner();
            owners[partition.getPartitionId()] = owner == null ? null : idOf(owner);
        }
        // The oldest member leads.
        return new View(
                members, members.stream().findFirst().map(Member::node), Arrays.asList(owners), Optional.empty());
    }

    /** Leaves in order, so that the others see it at once. */
    void leave() {
        hazelcast.shutdown();
    }

    /** Ends without a word, as a killed process does. */
    void terminate() {
        hazelcast.getLifecycleService().terminate();
    }

    private static String idOf(com.hazelcast.cluster.Member member) {
        return Objects.requireNonNullElse(
                member.getAttribute(InstanceConfig.NODE), member.getUuid().toString());
    }
}
