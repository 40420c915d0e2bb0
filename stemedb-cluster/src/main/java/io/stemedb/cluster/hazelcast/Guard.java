package io.stemedb.cluster.hazelcast;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.cluster.impl.JoinMessage;
import com.hazelcast.nio.MemberSocketInterceptor;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps out who does not belong to the cluster: who does not know its secret, or has another name for it. */
final class Guard extends DefaultNodeExtension {
    private final Optional<MemberSocketInterceptor> handshake;
    private final String cluster;

    private Guard(Node node, MembershipOptions options) {
        super(node);
        this.handshake = options.secret().map(SecretHandshake::new);
        this.cluster = options.cluster();
    }

    /**
     * What an instance is made with.
     *
     * @param underWay takes the instance's inside as soon as there is one, which is long before it is ready
     */
    static DefaultNodeContext context(MembershipOptions options, Consumer<Node> underWay) {
        return new DefaultNodeContext() {
            @Override
            public NodeExtension createNodeExtension(Node node) {
                underWay.accept(node);
                return new Guard(node, options);
            }
        };
    }

    @Override
    public MemberSocketInterceptor getSocketInterceptor(EndpointQualifier endpoint) {
        return handshake.orElse(null);
    }

    @Override
    public void validateJoinRequest(JoinMessage request) {
        String other = request.getConfigCheck().getClusterName();
        if (!cluster.equals(other)) {
            throw new SecurityException("the cluster is called " + cluster + ", not " + other);
        }
        super.validateJoinRequest(request);
    }
}
