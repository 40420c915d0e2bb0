package io.stemedb.cluster.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.grpc.wire.AppendResultsMessage;
import io.stemedb.cluster.grpc.wire.BeatMessage;
import io.stemedb.cluster.grpc.wire.CopyResultsMessage;
import io.stemedb.cluster.grpc.wire.FetchMessage;
import io.stemedb.cluster.grpc.wire.ForwardedMessage;
import io.stemedb.cluster.grpc.wire.HoldingMessage;
import io.stemedb.cluster.grpc.wire.NodesGrpc;
import io.stemedb.cluster.grpc.wire.OrderMessage;
import io.stemedb.cluster.grpc.wire.PageMessage;
import io.stemedb.cluster.grpc.wire.PullMessage;
import io.stemedb.cluster.grpc.wire.PulledMessage;
import io.stemedb.cluster.grpc.wire.QuestionMessage;
import io.stemedb.cluster.grpc.wire.RangeMessage;
import io.stemedb.cluster.grpc.wire.RecordMessage;
import io.stemedb.cluster.grpc.wire.RecordsMessage;
import io.stemedb.cluster.grpc.wire.ReportMessage;
import io.stemedb.cluster.grpc.wire.RereadingMessage;
import io.stemedb.cluster.grpc.wire.Stemedb;
import io.stemedb.cluster.grpc.wire.SurveyMessage;
import io.stemedb.cluster.grpc.wire.SurveyedMessage;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.reading.SlotRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes of the previous build and of this one understand each other. */
class PreviousMessagesTest {
    /**
     * What the previous build does not know of messages, and passes over. A new one is to be listed here once somebody
     * has seen to it that it does no harm there. What copies rest on counts for nobody beside a node that does not say
     * it; the store of pulled records is looked at by who gets them; how busy copies are is none there; for room that a
     * node has yet to give back tasks of this build alone wait; who wants
     * everything asks for what is complete,
     * too, which was the same.
     */
    private static final Set<String> NEW = Set.of(
            "RestingMessage",
            "BeatMessage.resting",
            "BeatMessage.owed_bytes",
            "CopyReportMessage.reads",
            "CopyReportMessage.writes",
            "OrderMessage.Kind.NOTE_TASK", // a node that does not know it refuses, and remembers nothing
            "HoldingMessage.asked", // a node that does not know it answers for whoever is asked, as before
            "PartMessage.held",
            "PartMessage.epoch",
            "PulledMessage.store",
            "RangeMessage.all",
            "QuestionMessage.require_all");

    static List<String> names() {
        return PreviousMessages.names();
    }

    private static String call(String name) {
        return name.substring(0, name.indexOf('-'));
    }

    private static Message read(String name) {
        MethodDescriptor<?, ?> method = NodesGrpc.getServiceDescriptor().getMethods().stream()
                .filter(one -> one.getBareMethodName().toLowerCase(Locale.ROOT).equals(call(name)))
                .findFirst()
                .orElseThrow();
        PrototypeMarshaller<?> marshaller = (PrototypeMarshaller<?>)
                (name.endsWith(".question") ? method.getRequestMarshaller() : method.getResponseMarshaller());
        return (Message) marshaller.parse(new ByteArrayInputStream(PreviousMessages.bytes(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_message_is_read_as_the_previous_build_reads_it(String name) throws IOException {
        Message read = read(name);
        Message.Builder meant = read.newBuilderForType();
        TextFormat.merge(PreviousMessages.text(name), meant);
        assertThat(read).isEqualTo(meant.build());
        assertThat(read.getUnknownFields().asMap()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothing_of_it_gets_lost_on_the_way_to_those_who_judge(String name) {
        Message read = read(name);
        UnaryOperator<Message> there = THERE_AND_BACK.get(read.getClass());
        if (there != null) {
            assertThat(there.apply(read)).isEqualTo(read);
        }
    }

    private static final Map<Class<?>, UnaryOperator<Message>> THERE_AND_BACK = new HashMap<>();

    private static <M extends Message> void kind(Class<M> type, java.util.function.Function<M, Message> there) {
        THERE_AND_BACK.put(type, message -> there.apply(type.cast(message)));
    }

    static {
        kind(BeatMessage.class, message -> Messages.beat(Messages.beat(message)));
        kind(RecordMessage.class, message -> Messages.record(Messages.record(message)));
        kind(RecordsMessage.class, message -> Messages.records(Messages.stored(message.getRecordsList())));
        kind(CopyResultsMessage.class, message -> Messages.copyResults(Messages.copyResults(message)));
        kind(ForwardedMessage.class, message -> Messages.forwarded(Messages.forwarded(message)));
        kind(AppendResultsMessage.class, message -> Messages.appendResults(Messages.appendResults(message)));
        kind(PullMessage.class, message -> Messages.pull(Messages.pull(message)));
        kind(PulledMessage.class, message -> Messages.pulled(Messages.pulled(message)));
        kind(HoldingMessage.class, message -> Messages.holding(Messages.holding(message)));
        kind(RangeMessage.class, message -> Reads.range(Reads.range(message)));
        kind(PageMessage.class, message -> Reads.page(Reads.page(message)));
        kind(QuestionMessage.class, message -> Reads.question(Reads.question(message)));
        kind(OrderMessage.class, message -> Reads.order(Reads.order(message)));
        kind(ReportMessage.class, message -> Reads.report(Reads.report(message)));
        kind(SurveyMessage.class, message -> Surveys.survey(Surveys.survey(message)));
        kind(SurveyedMessage.class, message -> Surveys.surveyed(Surveys.surveyed(message)));
        kind(FetchMessage.class, message -> Surveys.fetch(Surveys.fetch(message)));
        kind(RereadingMessage.class, message -> Surveys.rereading(Surveys.rereading(message)));
    }

    @Test
    void each_call_between_nodes_is_among_what_was_recorded() {
        Set<String> calls = new TreeSet<>();
        names().forEach(name -> calls.add(call(name)));
        Stream<String> all = NodesGrpc.getServiceDescriptor().getMethods().stream()
                .map(method -> method.getBareMethodName().toLowerCase(Locale.ROOT));
        assertThat(all).allMatch(calls::contains);
    }

    @Test
    void a_node_of_the_previous_build_is_known_by_its_heartbeat() {
        Beat beat = Messages.beat((BeatMessage) read("beat-1.question"));
        Protocols theirs = beat.node().protocols();
        assertThat(theirs.meet(Protocols.OURS)).isTrue();
        assertThat(theirs.has(Protocols.BASES)).isFalse();
        assertThat(beat.node().clusterName()).isEqualTo("recorded");
        assertThat(beat.node().shardCount()).isEqualTo(8);
        assertThat(beat.node().format()).isEqualTo(3);
        assertThat(beat.resting()).isEmpty();
    }

    @Test
    void its_facts_are_known_here() {
        names().stream()
                .filter(name -> call(name).equals("fact"))
                .map(name -> Messages.record((RecordMessage) read(name)))
                .forEach(record -> assertThat(Fact.read(record.decoded())).isPresent());
    }

    private static FileDescriptorProto before() throws IOException {
        return FileDescriptorProto.parseFrom(PreviousMessages.bytes("schema"));
    }

    /** By name: number, type and how often; of words the number; of calls what is asked and answered. */
    private static Map<String, String> parts(FileDescriptorProto schema) {
        Map<String, String> parts = new TreeMap<>();
        schema.getMessageTypeList().forEach(type -> {
            parts.put(type.getName(), "message");
            for (FieldDescriptorProto field : type.getFieldList()) {
                parts.put(
                        type.getName() + "." + field.getName(),
                        field.getNumber() + " " + field.getType() + " " + field.getTypeName() + " " + field.getLabel());
            }
            type.getEnumTypeList()
                    .forEach(words -> words.getValueList()
                            .forEach(word -> parts.put(
                                    type.getName() + "." + words.getName() + "." + word.getName(),
                                    "word " + word.getNumber())));
        });
        for (MethodDescriptorProto call : schema.getService(0).getMethodList()) {
            parts.put("call " + call.getName(), call.getInputType() + " " + call.getOutputType());
        }
        return parts;
    }

    @Test
    void no_part_of_a_message_means_something_else_than_it_did() throws IOException {
        Map<String, String> now = parts(Stemedb.getDescriptor().toProto());
        assertThat(now).containsAllEntriesOf(parts(before()));
    }

    @Test
    void what_is_new_in_messages_is_what_the_previous_build_may_pass_over() throws IOException {
        Set<String> added =
                new TreeSet<>(parts(Stemedb.getDescriptor().toProto()).keySet());
        added.removeAll(parts(before()).keySet());
        added.removeIf(part -> part.startsWith("RestingMessage.")); // nobody sees it who does not know the whole
        assertThat(added).isEqualTo(new TreeSet<>(NEW));
    }

    /** A message as the previous build reads it. */
    private static DynamicMessage asBefore(Message message) throws Exception {
        FileDescriptor schema = FileDescriptor.buildFrom(before(), new FileDescriptor[0]);
        Descriptor type =
                schema.findMessageTypeByName(message.getDescriptorForType().getName());
        return DynamicMessage.parseFrom(type, message.toByteString());
    }

    private static boolean isSet(DynamicMessage message, String field) {
        return Boolean.TRUE.equals(
                message.getField(message.getDescriptorForType().findFieldByName(field)));
    }

    @Test
    void who_wants_everything_is_understood_by_the_previous_build_as_one_who_wants_no_less() throws Exception {
        SlotRange slots = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false);
        for (Requirement wanted : Requirement.values()) {
            Range range = new Range(slots, Set.of(1), null, new byte[0], 1, wanted);
            Question question = new Question(Question.Kind.QUERY, new byte[0], null, wanted);
            assertThat(isSet(asBefore(Reads.range(range)), "compare"))
                    .as("%s", wanted)
                    .isEqualTo(wanted != Requirement.NONE);
            assertThat(isSet(asBefore(Reads.question(question)), "require_complete"))
                    .as("%s", wanted)
                    .isEqualTo(wanted != Requirement.NONE);
        }
    }
}
