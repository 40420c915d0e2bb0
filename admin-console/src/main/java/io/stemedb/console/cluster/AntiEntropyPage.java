package io.stemedb.console.cluster;

import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.view.Differences;
import io.stemedb.cluster.view.ViewJson;
import io.stemedb.console.document.Document;
import io.stemedb.console.document.Documents;
import io.stemedb.console.document.Trees;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comparing nodes came to, and on demand what they differ in now. */
@Named("healing")
@RequestScoped
public class AntiEntropyPage {
    private static final Set<String> KINDS = Set.of("sync", "scrub");

    private final Gateway gateway;
    private final Documents documents;
    private final boolean preview;

    protected AntiEntropyPage() { // for the CDI proxy only
        gateway = null;
        documents = null;
        preview = false;
    }

    @Inject
    public AntiEntropyPage(Gateway gateway, Documents documents, HttpServletRequest request) {
        this.gateway = gateway;
        this.documents = documents;
        this.preview = request.getParameter("preview") != null;
    }

    /** Whether somebody wants to know what differs now: it is looked up on all nodes, so not unless it is asked for. */
    public boolean isPreview() {
        return preview;
    }

    public Document getDifferences() {
        return documents.take(
                "POST /cluster/sync {\"preview\":true}",
                () -> ViewJson.of(Differences.of(gateway.differences(Set.of()))));
    }

    /** The last comparisons and scrubs of all nodes. */
    public List<Map<String, Object>> getRuns() {
        return Trees.list(documents.getTasks().tree(), "tasks").stream()
                .filter(task -> KINDS.contains(String.valueOf(task.get("kind"))))
                .toList();
    }
}
