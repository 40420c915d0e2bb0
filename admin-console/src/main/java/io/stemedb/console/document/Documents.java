package io.stemedb.console.document;

import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.operations.ShardView;
import io.stemedb.cluster.view.TaskView;
import io.stemedb.cluster.view.ViewJson;
import io.stemedb.console.page.Asked;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a page takes of the node and its cluster: each document is asked for once, and only if it is shown. */
@Named("documents")
@RequestScoped
public class Documents {
    private static final String NODES = "/v1/admin/nodes";
    private static final String GET = "GET ";

    private final Gateway gateway;
    private final Operations operations;
    private final HttpServletRequest request;
    private final Map<String, Document> asked = new LinkedHashMap<>();

    protected Documents() { // for the CDI proxy only
        this(null, null, null);
    }

    @Inject
    public Documents(Gateway gateway, Operations operations, HttpServletRequest request) {
        this.gateway = gateway;
        this.operations = operations;
        this.request = request;
    }

    /** A document of another page, which is shown with it. */
    public Document take(String call, Supplier<String> asking) {
        return asked.computeIfAbsent(call, some -> Document.of(some, asking));
    }

    private Document record(String path, Supplier<? extends Record> asking) {
        return take(GET + path, () -> ViewJson.of(asking.get()));
    }

    public Document getHealth() {
        return record("/cluster/health", () -> {
            try {
                return gateway.health();
            } catch (StemeException notOpen) {
                if (notOpen.refusal() != Refusal.STARTING) {
                    throw notOpen;
                }
                return HealthView.unknown(new HealthView.Reason("not-open", notOpen.getMessage()));
            }
        });
    }

    public Document getStatus() {
        return record("/cluster/status", gateway::status);
    }

    public Document getMembers() {
        return record("/cluster/members", gateway::members);
    }

    public Document getNodes() {
        return record(NODES, gateway::nodes);
    }

    public Document getShards() {
        return record("/cluster/shards", gateway::shards);
    }

    public Document getTasks() {
        return record("/admin/tasks", () -> TaskView.page(gateway.tasks()));
    }

    /** The node that the page is about. */
    public Document getNode() {
        String id = id();
        return record(
                NODES + "/" + id,
                () -> gateway.nodes().nodes().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> unknown("no member has this id", "the page of nodes lists them")));
    }

    /** The shards of the node that the page is about. */
    public Document getShardsOfNode() {
        String id = id();
        return record(NODES + "/" + id + "/shards", () -> {
            ShardView.Shards all = gateway.shards();
            return new ShardView.Shards(
                    all.shards().stream()
                            .filter(shard -> shard.replicas().stream()
                                    .anyMatch(copy -> copy.nodeId().equals(id)))
                            .toList(),
                    all.metaVersion());
        });
    }

    /** The shard that the page is about. */
    public Document getShard() {
        String id = id();
        return record("/v1/shards/" + id, () -> gateway.shards().shards().get(operations.shardNumber(id)));
    }

    /** The task that the page is about. */
    public Document getTask() {
        String id = id();
        return record("/admin/tasks/" + id, () -> TaskView.of(gateway.task(id)));
    }

    private String id() {
        return Asked.text(request, Asked.ID);
    }

    private static StemeException unknown(String what, String hint) {
        return StemeException.of(Refusal.UNKNOWN_PATH, what).hinting(hint);
    }

    /** All that this page has taken so far, for whoever wants the JSON: asked for at its end. */
    public List<Document> getTaken() {
        return new ArrayList<>(asked.values());
    }
}
