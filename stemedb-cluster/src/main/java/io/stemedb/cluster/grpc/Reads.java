package io.stemedb.cluster.grpc;

import io.stemedb.cluster.grpc.wire.CopyReportMessage;
import io.stemedb.cluster.grpc.wire.OrderMessage;
import io.stemedb.cluster.grpc.wire.PageMessage;
import io.stemedb.cluster.grpc.wire.QuestionMessage;
import io.stemedb.cluster.grpc.wire.RangeMessage;
import io.stemedb.cluster.grpc.wire.ReportMessage;
import io.stemedb.cluster.grpc.wire.SeenMessage;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.StemeException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Messages that read, to and from their form on the wire. Pure. */
final class Reads {
    private Reads() {}

    static RangeMessage range(Range range) {
        SlotRange slots = range.slots();
        RangeMessage.Builder message = RangeMessage.newBuilder()
                .setScope(RangeMessage.Scope.valueOf(slots.scope().name()))
                .setFromIncluded(slots.fromIncluded())
                .setUntil(slots.until())
                .addAllShards(range.shards())
                .setAfter(Messages.bytes(range.after()))
                .setMostBytes(range.mostBytes())
                .setCompare(range.requirement().compares())
                .setAll(range.requirement() == Requirement.ALL);
        if (range.token() != null) {
            message.setToken(range.token());
        }
        if (slots.path() != null) {
            message.setPath(slots.path());
        }
        if (slots.fromPath() != null) {
            message.setFromPath(slots.fromPath()).setFromPredicate(slots.fromPredicate());
        }
        return message.build();
    }

    static Range range(RangeMessage message) {
        SlotRange slots = new SlotRange(
                SlotRange.Scope.valueOf(message.getScope().name()),
                message.hasPath() ? message.getPath() : null,
                message.hasFromPath() ? message.getFromPath() : null,
                message.hasFromPath() ? message.getFromPredicate() : null,
                message.getFromIncluded(),
                false,
                message.getUntil());
        return new Range(
                slots,
                new TreeSet<>(message.getShardsList()),
                message.hasToken() ? message.getToken() : null,
                message.getAfter().toByteArray(),
                message.getMostBytes(),
                requirement(message.getCompare(), message.getAll()));
    }

    static PageMessage page(Page page) {
        PageMessage.Builder message = PageMessage.newBuilder()
                .setEnded(page.ended())
                .setComplete(page.complete())
                .setNewest(page.newest())
                .addAllUnreachable(page.unreachable());
        page.records().forEach(record -> message.addRecords(Messages.record(record)));
        page.seen()
                .forEach((shard, vector) -> message.addSeen(
                        SeenMessage.newBuilder().setShard(shard).setVector(Messages.bytes(vector.bytes()))));
        return message.build();
    }

    static Page page(PageMessage message) {
        Map<Integer, ShardVector> seen = new TreeMap<>();
        message.getSeenList()
                .forEach(one -> seen.put(
                        one.getShard(), ShardVector.read(one.getVector().toByteArray())));
        return new Page(
                Messages.stored(message.getRecordsList()),
                message.getEnded(),
                seen,
                message.getComplete(),
                message.getNewest(),
                Set.copyOf(message.getUnreachableList()));
    }

    static QuestionMessage question(Question question) {
        QuestionMessage.Builder message = QuestionMessage.newBuilder()
                .setKind(QuestionMessage.Kind.valueOf(question.kind().name()))
                .setBody(Messages.bytes(question.body()))
                .setRequireComplete(question.requirement().compares())
                .setRequireAll(question.requirement() == Requirement.ALL);
        if (question.token() != null) {
            message.setToken(question.token());
        }
        return message.build();
    }

    static Question question(QuestionMessage message) {
        return new Question(
                Question.Kind.valueOf(message.getKind().name()),
                message.getBody().toByteArray(),
                message.hasToken() ? message.getToken() : null,
                requirement(message.getRequireComplete(), message.getRequireAll()));
    }

    static OrderMessage order(Order order) {
        return OrderMessage.newBuilder()
                .setKind(OrderMessage.Kind.valueOf(order.kind().name()))
                .setBody(Messages.bytes(order.body()))
                .build();
    }

    static Order order(OrderMessage message) {
        if (message.getKind() == OrderMessage.Kind.UNRECOGNIZED) {
            throw StemeException.malformed("/kind", "this release knows no such order; upgrade this node");
        }
        return new Order(
                Order.Kind.valueOf(message.getKind().name()), message.getBody().toByteArray());
    }

    static ReportMessage report(NodeReport report) {
        ReportMessage.Builder message = ReportMessage.newBuilder()
                .setId(report.id())
                .setVersion(report.version())
                .setState(report.state())
                .setAssertions(report.assertions())
                .setDiskFree(report.diskFree())
                .setUptimeSeconds(report.uptimeSeconds())
                .setMetaVersion(report.metaVersion())
                .putAllLags(report.lags());
        for (NodeReport.Copy copy : report.copies()) {
            message.addCopies(CopyReportMessage.newBuilder()
                    .setShard(copy.shard())
                    .setState(copy.state())
                    .setRoot(copy.root())
                    .setRecordRoot(copy.recordRoot())
                    .setBytes(copy.bytes())
                    .setRecords(copy.records())
                    .setReads(copy.reads())
                    .setWrites(copy.writes()));
        }
        return message.build();
    }

    static NodeReport report(ReportMessage message) {
        return new NodeReport(
                message.getId(),
                message.getVersion(),
                message.getState(),
                message.getAssertions(),
                message.getDiskFree(),
                message.getUptimeSeconds(),
                message.getMetaVersion(),
                message.getCopiesList().stream()
                        .map(copy -> new NodeReport.Copy(
                                copy.getShard(),
                                copy.getState(),
                                copy.getRoot(),
                                copy.getRecordRoot(),
                                copy.getBytes(),
                                copy.getRecords(),
                                copy.getReads(),
                                copy.getWrites()))
                        .toList(),
                message.getLagsMap());
    }

    private static Requirement requirement(boolean complete, boolean all) {
        return all ? Requirement.ALL : complete ? Requirement.COMPLETE : Requirement.NONE;
    }
}
