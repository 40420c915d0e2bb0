import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TextFormat;
import io.grpc.CallOptions;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.stemedb.cluster.grpc.wire.FetchMessage;
import io.stemedb.cluster.grpc.wire.NodesGrpc;
import io.stemedb.cluster.grpc.wire.SurveyMessage;
import io.stemedb.cluster.grpc.wire.SurveyedMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between nodes and keeps what they say: each call that says something in a field, or with a word, that no call of its kind has
 * before. The classes of the messages are those of the build that is recorded.
 *
 * <pre>
 * Tap listen FOLDER HOST:PORT=HOST:PORT ...    hands calls on from the first address of each pair to the second
 * Tap fetch HOST:PORT CLUSTER SHARD            asks for the records of one bucket, as nodes do that differ
 * </pre>
 */
class Tap {
    private static final int MOST_BYTES = 6_000;
    private static final Pattern FACT = Pattern.compile("_stemedb/cluster/[a-z]+");

    private final Path folder;
    private final Map<String, Set<String>> said = new TreeMap<>();
    private final Map<String, Integer> count = new TreeMap<>();

    Tap(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("fetch")) {
            fetch(args[1], args[2], Integer.parseInt(args[3]));
            return;
        }
        Tap tap = new Tap(Files.createDirectories(Path.of(args[1])));
        FileDescriptor proto = ((ProtoFileDescriptorSupplier) NodesGrpc.getServiceDescriptor().getSchemaDescriptor())
                .getFileDescriptor();
        FileDescriptorProto schema = proto.toProto();
        Files.write(tap.folder.resolve("schema.bin"), schema.toByteArray());
        for (String pair : List.of(args).subList(2, args.length)) {
            tap.listen(pair.split("=")[0], pair.split("=")[1]);
        }
        System.out.println("listening");
        Thread.sleep(TimeUnit.HOURS.toMillis(1));
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private void listen(String from, String to) throws IOException {
        ManagedChannel channel = NettyChannelBuilder.forAddress(address(to))
                .usePlaintext()
                .maxInboundMessageSize(16 << 20)
                .build();
        NettyServerBuilder.forAddress(address(from))
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxInboundMessageSize(16 << 20)
                .fallbackHandlerRegistry(new HandlerRegistry() {
                    @Override
                    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
                        for (MethodDescriptor<?, ?> method :
                                NodesGrpc.getServiceDescriptor().getMethods()) {
                            if (method.getFullMethodName().equals(name)) {
                                return handed(cast(method), channel);
                            }
                        }
                        return null;
                    }
                })
                .build()
                .start();
    }

    @SuppressWarnings("unchecked")
    private static MethodDescriptor<Message, Message> cast(MethodDescriptor<?, ?> method) {
        return (MethodDescriptor<Message, Message>) method;
    }

    private ServerMethodDefinition<Message, Message> handed(
            MethodDescriptor<Message, Message> method, ManagedChannel channel) {
        ServerCallHandler<Message, Message> handler = (call, headers) -> {
            Metadata own = new Metadata();
            for (String name : List.of("stemedb-cluster", "stemedb-proof")) {
                Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
                if (headers.containsKey(key)) {
                    own.put(key, headers.get(key));
                }
            }
            return ServerCalls.<Message, Message>asyncUnaryCall((question, answer) -> {
                        CallOptions options = CallOptions.DEFAULT.withDeadline(
                                io.grpc.Context.current().getDeadline());
                        var line = io.grpc.ClientInterceptors.intercept(
                                channel, MetadataUtils.newAttachHeadersInterceptor(own));
                        ClientCalls.asyncUnaryCall(
                                line.newCall(method, options), question, heard(method, question, answer));
                    })
                    .startCall(call, headers);
        };
        return ServerMethodDefinition.create(method, handler);
    }

    private StreamObserver<Message> heard(
            MethodDescriptor<?, ?> method, Message question, StreamObserver<Message> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(Message said) {
                try {
                    keep(method.getBareMethodName().toLowerCase(java.util.Locale.ROOT), question, said);
                } catch (RuntimeException unkept) { // the nodes go on, and the one who records sees it
                    unkept.printStackTrace();
                }
                answer.onNext(said);
            }

            @Override
            public void onError(Throwable failure) {
                answer.onError(failure);
            }

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        };
    }

    private synchronized void keep(String method, Message question, Message answer) {
        if (question.getSerializedSize() + answer.getSerializedSize() > MOST_BYTES) {
            return;
        }
        Set<String> shape = new TreeSet<>();
        shape(question, "question", shape);
        shape(answer, "answer", shape);
        if (!said.computeIfAbsent(method, first -> new TreeSet<>()).addAll(shape) && count.containsKey(method)) {
            return;
        }
        String name = method + "-" + count.merge(method, 1, Integer::sum);
        try {
            write(name + ".question", question);
            write(name + ".answer", answer);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void write(String name, Message message) throws IOException {
        Files.write(folder.resolve(name + ".bin"), message.toByteArray());
        Files.writeString(folder.resolve(name + ".txt"), TextFormat.printer().printToString(message));
    }

    /** The fields that are set, with the words of enumerations. */
    private static void shape(MessageOrBuilder message, String path, Set<String> shape) {
        message.getAllFields().forEach((field, value) -> {
            String name = path + "." + field.getName();
            List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
            for (Object one : values) {
                shape.add(one instanceof EnumValueDescriptor word ? name + "=" + word.getName() : name);
                if (field.getName().equals("key") && one instanceof ByteString key) {
                    Matcher fact = FACT.matcher(key.toString(ISO_8859_1));
                    if (fact.find()) {
                        shape.add(name + "=" + fact.group());
                    }
                }
                if (field.getName().equals("body")) { // it has a form of its own, which its beginning tells
                    ByteString body = (ByteString) one;
                    shape.add(name + "=" + body.substring(0, Math.min(3, body.size())).toString(ISO_8859_1));
                }
                if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                    shape((Message) one, name, shape);
                }
            }
        });
    }

    private static void fetch(String address, String cluster, int shard) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(address(address)).usePlaintext().build();
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("stemedb-cluster", Metadata.ASCII_STRING_MARSHALLER), cluster);
        headers.put(Metadata.Key.of("stemedb-proof", Metadata.ASCII_STRING_MARSHALLER), "");
        NodesGrpc.NodesBlockingStub stub = NodesGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        SurveyMessage.Builder all = SurveyMessage.newBuilder().setLevel(SurveyMessage.Level.RECORDS);
        byte[] every = new byte[32]; // a bit for each bucket
        java.util.Arrays.fill(every, (byte) 0xff);
        all.addBranchesBuilder().setShard(shard).setBuckets(ByteString.copyFrom(every));
        SurveyedMessage marks = stub.survey(all.build());
        stub.fetch(FetchMessage.newBuilder().addParts(marks.getParts(0)).setMostBytes(1 << 20).build());
        channel.shutdownNow();
    }
}
