package io.stemedb.node.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.AfterServiceListener;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.FastHttpDateFormat;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.http.util.RequestURIRef;

/** Stands around the server's own handling of requests: what it lets through is well-formed and for this port. */
final class EdgeHandler extends HttpHandler {
    private static final System.Logger LOGGER = System.getLogger(EdgeHandler.class.getName());

    /**
     * Of the 256 threads of a listener: a body that does not come holds one, and the rest must be enough for everyone
     * else.
     */
    static final int MOST_WAITING_FOR_BODIES = 192;

    /** Set on the gateway's port: the application's first page is another one there. */
    private static final String GATEWAY = "io.stemedb.gateway";

    /** By this name an application that answers without end learns that it must end. */
    private static final String STOPPING = "io.stemedb.stopping";

    /** By this name an application that wants the body of a client who waits for {@code 100 Continue} says so. */
    private static final String CONTINUE = "io.stemedb.continue";

    /** By this name an application that cannot end its answer closes the connection. */
    private static final String CLOSE = "io.stemedb.close";

    /** Marks a request whose head is asked for, while the server makes the whole answer. */
    private static final String HEAD = "io.stemedb.head";

    private static final String HEALTH = "/v1/health";

    private final HttpHandler server;
    private final Gate gate;
    private final String version;
    private final HostRules hosts;
    private final Routes routes;
    private final AfterServiceListener leaving;
    private final BooleanSupplier stopping;
    private final OpenConnections open;

    EdgeHandler(Edge edge, HttpHandler server) {
        this.server = server;
        this.gate = edge.gate();
        this.leaving = request -> left(edge, request);
        this.stopping = gate::closed;
        this.open = edge.openConnections();
        EdgeSettings settings = edge.settings();
        this.version = settings.version();
        this.hosts = new HostRules(settings.onlyLocal(), settings.bind());
        this.routes = new Routes(settings.apiPort(), settings.gatewayPort());
        setAllowEncodedSlash(true);
        setDecodeUrl(false); // the server does that, after us
    }

    @Override
    public RequestExecutorProvider getRequestExecutorProvider() {
        return EdgeThreads::of;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        Gate.State state = gate.enter(request);
        request.addAfterServiceListener(leaving);
        response.getOutputBuffer().registerLifeCycleListener(() -> committing(request, response));
        EdgeProblem refused = judge(request, state);
        if (refused != null) {
            refuse(request, response, refused, state);
            return;
        }
        request.setAttribute(STOPPING, stopping);
        request.setAttribute(
                ClientGone.NAME, new ClientGone(open, request.getContext().getConnection()));
        if (routes.isGateway(request.getLocalPort())) {
            request.setAttribute(GATEWAY, true);
        }
        request.setAttribute(CLOSE, (Runnable) request.getContext().getConnection()::closeSilently);
        if (request.requiresAcknowledgement()) {
            await(request, response);
        }
        if (request.getRequest().isHeadRequest() && Routes.isOfTheServer(request.getRequestURI())) {
            request.getRequest().setMethod(Method.GET);
            request.setAttribute(HEAD, true);
        }
        LateAnswer late = new LateAnswer(gate, request, response);
        request.setAttribute(LateAnswer.NAME, late);
        server.service(request, response);
        boolean waits = request.getContext().getConnection().isOpen();
        if (!late.leave() && waits && !response.isSuspended() && isNoAnswer(response)) {
            // The server has failed on the way to the application, and would say 200.
            // Not the whole request: its headers may hold secrets.
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "the server gave no answer to {0} {1}",
                    request.getMethod(),
                    request.getRequestURI());
            response.reset();
            Answers.send(response, EdgeProblem.unforeseen());
        }
    }

    /** Only the application knows whether it wants the body: it may refuse the request for what its head says. */
    @Override
    protected boolean sendAcknowledgment(Request request, Response response) {
        return true;
    }

    /** Keeps the server from asking for the body by itself. */
    private static void await(Request request, Response response) {
        response.getResponse().acknowledged();
        response.setStatus(HttpStatus.OK_200);
        if ("100-continue".equalsIgnoreCase(request.getHeader(Header.Expect))) {
            request.getRequest().setAttribute(EdgeCodec.WAITING, true);
            request.setAttribute(CONTINUE, (Runnable) () -> goOn(request, response));
        }
    }

    private static void goOn(Request request, Response response) {
        HttpResponsePacket packet = response.getResponse();
        try {
            request.getRequest().removeAttribute(EdgeCodec.WAITING);
            packet.setStatus(HttpStatus.CONINTUE_100);
            packet.setAcknowledgement(true);
            response.getOutputBuffer().acknowledge();
            packet.setStatus(HttpStatus.OK_200);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The last moment before an answer's head is fixed, whoever made the answer. */
    private static void committing(Request request, Response response) {
        response.getResponse().setHeader(Header.Date, FastHttpDateFormat.getCurrentDate());
        if (request.getAttribute(HEAD) != null) {
            request.getRequest().setMethod(Method.HEAD);
        }
    }

    private static void left(Edge edge, Request request) {
        boolean last = !request.getRequest().getProcessingState().isKeepAlive();
        edge.heads().answered(request.getContext().getConnection(), Gate.isIncomplete(request), last);
        edge.gate().leave(request);
    }

    /** What is left when the server fails before the application: every real 200 has a type or a length. */
    private static boolean isNoAnswer(Response response) {
        HttpResponsePacket packet = response.getResponse();
        return !packet.isCommitted()
                && packet.getStatus() == 200
                && !packet.isContentTypeSet()
                && packet.getContentLength() < 0;
    }

    /** What keeps a request out, or null. */
    private EdgeProblem judge(Request request, Gate.State state) {
        HttpRequestPacket packet = request.getRequest();
        try {
            DataChunk host = packet.getHeaders().getValue(Header.Host);
            EdgeProblem wrong = host == null ? null : hosts.judge(host.toString());
            if (wrong != null) {
                return wrong;
            }
            Target target = PathRules.read(path(packet));
            wrong = routes.judge(request.getLocalPort(), packet.getMethod().getMethodString(), target.path());
            if (wrong != null) {
                return wrong;
            }
            if (target.sourceId() != null) {
                request.setAttribute(Target.SOURCE_ID, target.sourceId());
                packet.setRequestURI(target.path());
            }
            return state == Gate.State.OPEN ? tooMany(request) : closed(state);
        } catch (Refused refused) {
            return refused.problem();
        }
    }

    /**
     * As it was sent: the server has cut what it takes for a session out of the other one. Only a proxy's form has a
     * host in front.
     */
    private static String path(HttpRequestPacket packet) {
        RequestURIRef target = packet.getRequestURIRef();
        String raw = target.getOriginalRequestURIBC().toString(StandardCharsets.ISO_8859_1);
        return raw.startsWith("/") ? raw : target.getRequestURIBC().toString(StandardCharsets.ISO_8859_1);
    }

    private static EdgeProblem closed(Gate.State state) {
        return state == Gate.State.STARTING ? Answers.STARTING : Answers.STOPPING;
    }

    private EdgeProblem tooMany(Request request) {
        boolean one = Gate.isIncomplete(request);
        return one
                        && gate.underWay().size() > MOST_WAITING_FOR_BODIES
                        && gate.waitingForBodies() > MOST_WAITING_FOR_BODIES
                ? EdgeProblem.rateLimited("too many requests are under way whose bodies have not come")
                : null;
    }

    private void refuse(Request request, Response response, EdgeProblem problem, Gate.State state) throws IOException {
        if (state == Gate.State.STOPPING) {
            response.getResponse().getProcessingState().setKeepAlive(false);
        }
        boolean asksForHealth = request.getRequest().getRequestURI().equals(HEALTH);
        if (asksForHealth && problem.equals(Answers.STARTING)) {
            Answers.health(response, "starting", "the server is starting", version);
        } else if (asksForHealth && problem.equals(Answers.STOPPING)) {
            Answers.health(response, "draining", "the node is shutting down", version);
        } else {
            Answers.send(response, problem);
        }
    }
}
