package io.stemedb.cluster.simulation;

import io.stemedb.cluster.peer.AskedPeer;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.PeerContract;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

class PlayedNetworkTest implements PeerContract {
    private final World world = new World(new SplittableRandom(1));
    private final PlayedNetwork network = new PlayedNetwork(world);
    private final AskedPeer asked = new AskedPeer();

    PlayedNetworkTest() {
        network.add("one", PlayedNetwork.End.of(asked));
        network.add("other", PlayedNetwork.End.of(asked));
    }

    @Override
    public Peer line() {
        return network.from("one").at(PlayedNetwork.addressOf("other"), Duration.ofSeconds(1));
    }

    @Override
    public Peer impatientLine() {
        return line();
    }

    @Override
    public Peer lineToNobody() {
        return network.from("one").at(PlayedNetwork.addressOf("nobody"), Duration.ofSeconds(1));
    }

    @Override
    public AskedPeer asked() {
        return asked;
    }

    @Override
    public <T> T await(CompletableFuture<T> call) {
        world.runFor(10 * World.SECOND);
        return call.join();
    }
}
