package io.stemedb.cluster.grpc;

import io.stemedb.cluster.grpc.wire.BranchMessage;
import io.stemedb.cluster.grpc.wire.FetchMessage;
import io.stemedb.cluster.grpc.wire.FindingMessage;
import io.stemedb.cluster.grpc.wire.MarksMessage;
import io.stemedb.cluster.grpc.wire.RereadingMessage;
import io.stemedb.cluster.grpc.wire.SurveyMessage;
import io.stemedb.cluster.grpc.wire.SurveyedMessage;
import io.stemedb.cluster.peer.Fetch;
import io.stemedb.cluster.peer.Rereading;
import io.stemedb.cluster.peer.Survey;
import io.stemedb.cluster.peer.Surveyed;
import java.util.BitSet;

/** Messages that compare, to and from their form on the wire. Pure. */
final class Surveys {
    private Surveys() {}

    static SurveyMessage survey(Survey survey) {
        SurveyMessage.Builder message = SurveyMessage.newBuilder()
                .setLevel(SurveyMessage.Level.valueOf(survey.level().name()));
        survey.branches()
                .forEach(branch -> message.addBranches(BranchMessage.newBuilder()
                        .setShard(branch.shard())
                        .setBuckets(Messages.bytes(branch.buckets().toByteArray()))));
        return message.build();
    }

    static Survey survey(SurveyMessage message) {
        return new Survey(
                Survey.Level.valueOf(message.getLevel().name()),
                message.getBranchesList().stream()
                        .map(branch -> new Survey.Branch(
                                branch.getShard(),
                                BitSet.valueOf(branch.getBuckets().toByteArray())))
                        .toList());
    }

    static SurveyedMessage surveyed(Surveyed surveyed) {
        SurveyedMessage.Builder message = SurveyedMessage.newBuilder();
        surveyed.parts()
                .forEach(part -> message.addParts(MarksMessage.newBuilder()
                        .setShard(part.shard())
                        .setBucket(part.bucket())
                        .addAllMarks(part.marks())));
        return message.build();
    }

    static Surveyed surveyed(SurveyedMessage message) {
        return new Surveyed(message.getPartsList().stream()
                .map(part -> new Surveyed.Part(part.getShard(), part.getBucket(), part.getMarksList()))
                .toList());
    }

    static FetchMessage fetch(Fetch fetch) {
        FetchMessage.Builder message =
                FetchMessage.newBuilder().setOfBytes(fetch.ofBytes()).setMostBytes(fetch.mostBytes());
        fetch.parts()
                .forEach(part -> message.addParts(
                        MarksMessage.newBuilder().setShard(part.shard()).addAllMarks(part.marks())));
        return message.build();
    }

    static Fetch fetch(FetchMessage message) {
        return new Fetch(
                message.getPartsList().stream()
                        .map(part -> new Fetch.Part(part.getShard(), part.getMarksList()))
                        .toList(),
                message.getOfBytes(),
                message.getMostBytes());
    }

    static RereadingMessage rereading(Rereading rereading) {
        RereadingMessage.Builder message = RereadingMessage.newBuilder()
                .setDone(rereading.done())
                .setProgress(rereading.progress())
                .setUnwhole(rereading.unwhole());
        rereading
                .findings()
                .forEach(found -> message.addFindings(FindingMessage.newBuilder()
                        .setFile(found.file())
                        .setOffset(found.offset())
                        .setWhat(found.what())
                        .addAllShards(found.shards())
                        .addAllIds(found.ids())));
        return message.build();
    }

    static Rereading rereading(RereadingMessage message) {
        return new Rereading(
                message.getDone(),
                message.getProgress(),
                message.getFindingsList().stream()
                        .map(found -> new Rereading.Finding(
                                found.getFile(),
                                found.getOffset(),
                                found.getWhat(),
                                found.getShardsList(),
                                found.getIdsList()))
                        .toList(),
                message.getUnwhole());
    }
}
