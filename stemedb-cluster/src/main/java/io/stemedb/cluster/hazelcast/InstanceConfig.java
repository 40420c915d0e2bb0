package io.stemedb.cluster.hazelcast;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.SocketInterceptorConfig;
import com.hazelcast.core.Hazelcast;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Map;

/** Hazelcast's configuration: measured values, of which each that is not the default was needed. */
final class InstanceConfig {
    static final String NODE = "node";
    static final String RPC = "rpc";

    /** Above the timeout of a connection: if both are equal, a seed that drops packets delays a start by 10 s. */
    private static final int JOIN_SECONDS = 2;

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.logging.type", "jdk"),
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.socket.bind.any", "false"),
            Map.entry("hazelcast.socket.connect.timeout.seconds", "1"),
            Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
            Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
            // A join that gets no further is begun anew, instead of after five minutes.
            Map.entry("hazelcast.max.join.seconds", "30"),
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.max.wait.seconds.before.join", "2"),
            Map.entry("hazelcast.member.list.publish.interval.seconds", "10"),
            Map.entry("hazelcast.partition.table.send.interval", "5"),
            Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
            Map.entry("hazelcast.health.monitoring.level", "OFF"),
            Map.entry("hazelcast.operation.thread.count", "2"),
            Map.entry("hazelcast.operation.generic.thread.count", "2"),
            Map.entry("hazelcast.io.thread.count", "1"),
            Map.entry("hazelcast.event.thread.count", "1"),
            Map.entry("hazelcast.operation.response.thread.count", "1"),
            // A node that stops has nothing to hand over in Hazelcast.
            Map.entry("hazelcast.graceful.shutdown.max.wait", "3"));

    private InstanceConfig() {}

    /**
     * The configuration of one instance.
     *
     * @param name of the instance, which no other in this process has
     * @param seeds those of {@code options}, and those that were added since
     */
    static Config of(MembershipOptions options, String name, Collection<String> seeds) throws UnknownHostException {
        Config config = new Config();
        config.setInstanceName(name);
        config.setClusterName(options.cluster());
        // The class loader of a web application ends with it, and knows nothing that Hazelcast needs.
        config.setClassLoader(Hazelcast.class.getClassLoader());
        PROPERTIES.forEach(config::setProperty);
        config.setProperty("hazelcast.partition.count", Integer.toString(options.shards()));
        if (InetAddress.getByName(options.host()) instanceof Inet6Address) {
            lookAtIpv6(config);
        }
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        // Whoever reaches the port must not have any class made here.
        config.getSerializationConfig().setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
        config.getMemberAttributeConfig().setAttribute(NODE, options.node()).setAttribute(RPC, options.rpc());

        // The plain network configuration would let in clients too.
        AdvancedNetworkConfig network = config.getAdvancedNetworkConfig().setEnabled(true);
        network.setMemberEndpointConfig(endpoint(options));
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(JOIN_SECONDS);
        seeds.forEach(join.getTcpIpConfig()::addMember);
        return config;
    }

    /**
     * By default Hazelcast passes over every address of IPv6. The server sets Java's own property while it runs, which
     * then changes nothing but this.
     */
    private static void lookAtIpv6(Config config) {
        config.setProperty("hazelcast.prefer.ipv4.stack", "false");
        System.setProperty("java.net.preferIPv4Stack", "false");
    }

    private static ServerSocketEndpointConfig endpoint(MembershipOptions options) throws UnknownHostException {
        ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
        endpoint.setPort(options.port()).setPortAutoIncrement(false);
        endpoint.getInterfaces()
                .setEnabled(true)
                .addInterface(InetAddress.getByName(options.host()).getHostAddress());
        // What intercepts comes from the guard; Hazelcast only wants to see that there is something.
        endpoint.setSocketInterceptorConfig(new SocketInterceptorConfig()
                .setEnabled(options.secret().isPresent())
                .setImplementation(new Object()));
        return endpoint;
    }
}
