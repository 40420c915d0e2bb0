package io.stemedb.cluster.hazelcast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Memberships in one process, on free ports of loopback. */
final class Circle implements AutoCloseable {
    static final int SHARDS = 16;
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A join is given up after 30 s. */
    static final Duration LONG_PATIENCE = Duration.ofSeconds(150);

    /** A membership and what its listener was told. */
    record One(String node, Membership membership, List<View> views, List<Member> vanished, int port) {
        List<String> nodes() {
            return membership.view().members().stream().map(Member::node).toList();
        }

        String seed() {
            return "127.0.0.1:" + port;
        }
    }

    private final List<One> all = new ArrayList<>();
    private volatile boolean broken;

    /** A port that is free now, and that nobody gets by asking the system for any. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** From now on whoever is told of a change fails as badly as code can. */
    void breakListeners() {
        broken = true;
    }

    One add(String node, int port, List<String> seeds) {
        return add(node, port, seeds, "circle", null);
    }

    One add(String node, int port, List<String> seeds, String cluster, String secret) {
        List<View> views = new CopyOnWriteArrayList<>();
        List<Member> vanished = new CopyOnWriteArrayList<>();
        MembershipOptions options = new MembershipOptions(
                cluster,
                node,
                node + ".example.com:18182",
                "127.0.0.1",
                port,
                seeds,
                SHARDS,
                Optional.ofNullable(secret).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Duration.ofMillis(100));
        Membership.Listener listener = new Membership.Listener() {
            @Override
            public void changed(View view) {
                views.add(view);
                if (broken) {
                    throw new LinkageError("a class that is not there");
                }
            }

            @Override
            public void vanished(Member member) {
                vanished.add(member);
            }
        };
        Membership membership = Membership.start(
                options, listener, Executors.newSingleThreadScheduledExecutor(), InstantSource.system());
        One one = new One(node, membership, views, vanished, port);
        all.add(one);
        return one;
    }

    @Override
    public void close() throws Exception {
        all.forEach(one -> one.membership().close());
        for (One one : all) {
            one.membership().ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
