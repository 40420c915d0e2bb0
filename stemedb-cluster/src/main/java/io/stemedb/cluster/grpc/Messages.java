package io.stemedb.cluster.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stemedb.assertion.Dot;
import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.grpc.wire.AppendResultMessage;
import io.stemedb.cluster.grpc.wire.AppendResultsMessage;
import io.stemedb.cluster.grpc.wire.BeatMessage;
import io.stemedb.cluster.grpc.wire.CopyMessage;
import io.stemedb.cluster.grpc.wire.CopyResultsMessage;
import io.stemedb.cluster.grpc.wire.ForwardedMessage;
import io.stemedb.cluster.grpc.wire.HoldingMessage;
import io.stemedb.cluster.grpc.wire.NodeMessage;
import io.stemedb.cluster.grpc.wire.PartMessage;
import io.stemedb.cluster.grpc.wire.PullMessage;
import io.stemedb.cluster.grpc.wire.PulledMessage;
import io.stemedb.cluster.grpc.wire.RecordMessage;
import io.stemedb.cluster.grpc.wire.RecordsMessage;
import io.stemedb.cluster.grpc.wire.RestingMessage;
import io.stemedb.cluster.grpc.wire.WantMessage;
import io.stemedb.cluster.peer.AppendResult;
import io.stemedb.cluster.peer.AppendResult.Held;
import io.stemedb.cluster.peer.AppendResult.New;
import io.stemedb.cluster.peer.AppendResult.NotTaken;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Forwarded;
import io.stemedb.cluster.peer.Holding;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.cluster.peer.Pull;
import io.stemedb.cluster.peer.Pulled;
import io.stemedb.intake.Ack;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Messages that move records and heartbeats, to and from their form on the wire. Pure. */
final class Messages {
    private Messages() {}

    /** Without copying: nobody changes the array of a record. */
    static ByteString bytes(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static HoldingMessage holding(Holding copy) {
        return HoldingMessage.newBuilder()
                .setShard(copy.shard())
                .setRecords(bytes(copy.records().bytes()))
                .setSystemDigest(copy.systemDigest())
                .setAsked(copy.asked())
                .build();
    }

    static Holding holding(HoldingMessage message) {
        return new Holding(
                message.getShard(),
                ShardVector.read(message.getRecords().toByteArray()),
                message.getSystemDigest(),
                message.getAsked());
    }

    static RecordMessage record(StoredRecord record) {
        return RecordMessage.newBuilder()
                .setKey(bytes(record.key()))
                .setRest(bytes(record.rest()))
                .build();
    }

    static StoredRecord record(RecordMessage message) {
        return new StoredRecord(
                message.getKey().toByteArray(), message.getRest().toByteArray());
    }

    static RecordsMessage records(List<StoredRecord> records) {
        RecordsMessage.Builder message = RecordsMessage.newBuilder();
        records.forEach(record -> message.addRecords(record(record)));
        return message.build();
    }

    static List<StoredRecord> stored(List<RecordMessage> messages) {
        return messages.stream().map(Messages::record).toList();
    }

    static BeatMessage beat(Beat beat) {
        BeatMessage.Builder message = BeatMessage.newBuilder()
                .setNode(node(beat.node()))
                .setSystemDigest(beat.systemDigest())
                .putAllEvenAgoNanos(beat.evenAgoNanos())
                .setOwedBytes(beat.owedBytes());
        beat.copies()
                .forEach((shard, copy) -> message.addCopies(CopyMessage.newBuilder()
                        .setShard(shard)
                        .setFilled(copy.filled())
                        .setSealed(copy.sealed())
                        .setDigest(copy.digest())
                        .setRecords(copy.records())
                        .setBytes(copy.bytes())));
        beat.resting().forEach(resting -> message.addResting(resting(resting)));
        return message.build();
    }

    private static RestingMessage resting(Beat.Resting resting) {
        return RestingMessage.newBuilder()
                .putAllStores(resting.base().stores())
                .addAllOut(resting.base().out())
                .setFactorVersion(resting.base().factorVersion())
                .addAllShards(resting.shards())
                .build();
    }

    private static Beat.Resting resting(RestingMessage message) {
        Base base = Base.of(message.getStoresMap(), Set.copyOf(message.getOutList()), message.getFactorVersion());
        return new Beat.Resting(base, Set.copyOf(message.getShardsList()));
    }

    static Beat beat(BeatMessage message) {
        Map<Integer, CopyState> copies = new TreeMap<>();
        message.getCopiesList()
                .forEach(copy -> copies.put(
                        copy.getShard(),
                        new CopyState(
                                copy.getFilled(),
                                copy.getSealed(),
                                copy.getDigest(),
                                copy.getRecords(),
                                copy.getBytes())));
        return new Beat(
                node(message.getNode()),
                message.getSystemDigest(),
                copies,
                message.getEvenAgoNanosMap(),
                message.getRestingList().stream().map(Messages::resting).toList(),
                message.getOwedBytes());
    }

    private static NodeMessage node(NodeInfo node) {
        return NodeMessage.newBuilder()
                .setId(node.id())
                .setClusterName(node.clusterName())
                .setClusterId(node.clusterId())
                .setMembers(node.members())
                .setClaims(node.claims())
                .setShardCount(node.shardCount())
                .setStore(node.store())
                .setRpc(node.rpc())
                .setMembership(node.membership())
                .setGateway(node.gateway())
                .setApi(node.api())
                .setBuild(node.build())
                .setOldestProtocol(node.protocols().oldest())
                .setNewestProtocol(node.protocols().newest())
                .setFeatures(node.protocols().features())
                .setFormat(node.format())
                .setWallMicros(node.wallMicros())
                .setStopping(node.stopping())
                .build();
    }

    private static NodeInfo node(NodeMessage message) {
        return new NodeInfo(
                message.getId(),
                message.getClusterName(),
                message.getClusterId(),
                message.getMembers(),
                message.getClaims(),
                message.getShardCount(),
                message.getStore(),
                message.getRpc(),
                message.getMembership(),
                message.getGateway(),
                message.getApi(),
                message.getBuild(),
                new Protocols(message.getOldestProtocol(), message.getNewestProtocol(), message.getFeatures()),
                message.getFormat(),
                message.getWallMicros(),
                message.getStopping());
    }

    static CopyResultsMessage copyResults(List<CopyResult> results) {
        CopyResultsMessage.Builder message = CopyResultsMessage.newBuilder();
        results.forEach(result -> message.addResults(CopyResultsMessage.Result.valueOf(result.name())));
        return message.build();
    }

    static List<CopyResult> copyResults(CopyResultsMessage message) {
        return message.getResultsList().stream()
                .map(result -> switch (result) {
                    case TAKEN -> CopyResult.TAKEN;
                    case KNOWN -> CopyResult.KNOWN;
                    case REFUSED, UNRECOGNIZED -> CopyResult.REFUSED;
                })
                .toList();
    }

    static ForwardedMessage forwarded(Forwarded forwarded) {
        ForwardedMessage.Builder message = ForwardedMessage.newBuilder()
                .setAck(ForwardedMessage.Level.valueOf(forwarded.ack().name()));
        forwarded.appends().forEach(append -> message.addAppends(record(append)));
        return message.build();
    }

    static Forwarded forwarded(ForwardedMessage message) {
        Ack ack = switch (message.getAck()) {
            case LEADER -> Ack.LEADER;
            case QUORUM -> Ack.QUORUM;
            case ALL, UNRECOGNIZED -> Ack.ALL;
        };
        return new Forwarded(stored(message.getAppendsList()), ack);
    }

    static AppendResultsMessage appendResults(List<AppendResult> results) {
        AppendResultsMessage.Builder message = AppendResultsMessage.newBuilder();
        results.forEach(result -> message.addResults(appendResult(result)));
        return message.build();
    }

    private static AppendResultMessage appendResult(AppendResult result) {
        AppendResultMessage.Builder message = AppendResultMessage.newBuilder();
        if (result instanceof New recorded) {
            Dot dot = recorded.dot();
            message.setRecordedAt(recorded.recordedAt())
                    .setRecorder(dot.recorder())
                    .setN(dot.n());
        } else if (result instanceof Held held) {
            message.setHeld(record(held.record()));
        } else if (result instanceof NotTaken refused) {
            message.setRefusal(Refusals.message(refused.why()));
        }
        return message.build();
    }

    static List<AppendResult> appendResults(AppendResultsMessage message) {
        return message.getResultsList().stream().map(Messages::appendResult).toList();
    }

    private static AppendResult appendResult(AppendResultMessage message) {
        if (message.hasRefusal()) {
            return new NotTaken(Refusals.refusal(message.getRefusal()));
        }
        if (message.hasHeld()) {
            return new Held(record(message.getHeld()));
        }
        if (message.getN() == 0) { // numbers count from 1, so this is a result of a kind that nobody knows here
            throw new IllegalArgumentException("a result of an append says nothing");
        }
        return new New(message.getRecordedAt(), new Dot(message.getRecorder(), message.getN()));
    }

    static PullMessage pull(Pull pull) {
        PullMessage.Builder message = PullMessage.newBuilder().setMostBytes(pull.mostBytes());
        pull.wants()
                .forEach(want -> message.addWants(WantMessage.newBuilder()
                        .setShard(want.shard())
                        .setHave(bytes(want.have().bytes()))
                        .setAfter(bytes(want.after()))));
        return message.build();
    }

    static Pull pull(PullMessage message) {
        return new Pull(
                message.getWantsList().stream()
                        .map(want -> new Pull.Want(
                                want.getShard(),
                                ShardVector.read(want.getHave().toByteArray()),
                                want.getAfter().toByteArray()))
                        .toList(),
                message.getMostBytes());
    }

    static PulledMessage pulled(Pulled pulled) {
        PulledMessage.Builder message = PulledMessage.newBuilder();
        for (Pulled.Part part : pulled.parts()) {
            PartMessage.Builder one = PartMessage.newBuilder()
                    .setShard(part.shard())
                    .setNext(bytes(part.next()))
                    .setEpoch(part.epoch());
            if (!part.held().isEmpty()) {
                one.setHeld(bytes(part.held().bytes()));
            }
            part.records().forEach(record -> one.addRecords(record(record)));
            message.addParts(one);
        }
        return message.setStore(pulled.store()).build();
    }

    static Pulled pulled(PulledMessage message) {
        return new Pulled(
                message.getStore(),
                message.getPartsList().stream()
                        .map(part -> new Pulled.Part(
                                part.getShard(),
                                stored(part.getRecordsList()),
                                part.getNext().toByteArray(),
                                part.hasHeld() ? ShardVector.read(part.getHeld().toByteArray()) : ShardVector.NONE,
                                part.getEpoch()))
                        .toList());
    }
}
