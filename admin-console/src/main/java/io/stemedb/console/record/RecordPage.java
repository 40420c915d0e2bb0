package io.stemedb.console.record;

import io.stemedb.audit.AuditEvent;
import io.stemedb.audit.AuditLog;
import io.stemedb.cluster.node.Access;
import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.view.TokenJson;
import io.stemedb.console.document.Document;
import io.stemedb.console.document.Documents;
import io.stemedb.console.document.Trees;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The record of what operators did on this node, the tokens, and the settings of all nodes. */
@Named("record")
@RequestScoped
public class RecordPage {
    private static final int LIMIT = 100;

    private final Access access;
    private final Operations operations;
    private final Gateway gateway;
    private final Documents documents;
    private final HttpServletRequest request;

    protected RecordPage() { // for the CDI proxy only
        access = null;
        operations = null;
        gateway = null;
        documents = null;
        request = null;
    }

    @Inject
    public RecordPage(
            Access access, Operations operations, Gateway gateway, Documents documents, HttpServletRequest request) {
        this.access = access;
        this.operations = operations;
        this.gateway = gateway;
        this.documents = documents;
        this.request = request;
    }

    public Document getEvents() {
        String cursor = request.getParameter("cursor");
        String more = cursor == null || cursor.isEmpty() ? "" : "&cursor=" + cursor;
        return documents.take("GET /admin/events?limit=" + LIMIT + more, () -> events(more.isEmpty() ? null : cursor));
    }

    private String events(String cursor) {
        AuditLog.Page page = page(cursor);
        JsonWriter out = new JsonWriter(4096).beginObject();
        out.name("events").beginArray();
        for (AuditEvent event : page.events()) {
            out.beginObject().name("node_id").string(operations.nodeId());
            event.members(out);
            out.endObject();
        }
        out.endArray();
        out.name("next_cursor").string(page.next().orElse(null));
        return new String(out.endObject().toByteArray(), StandardCharsets.UTF_8);
    }

    private AuditLog.Page page(String cursor) {
        try {
            return access.audit().read(cursor, LIMIT);
        } catch (IllegalArgumentException foreign) {
            throw StemeException.of(Refusal.BAD_CURSOR, "this page never led there");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public List<Map<String, Object>> getListed() {
        return Trees.list(getEvents().tree(), "events");
    }

    /** What was sent with a call, in a line. */
    public String sent(Map<String, Object> event) {
        return event.get("body") instanceof Map<?, ?> body
                ? body.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(" "))
                : "";
    }

    public String getNext() {
        Object next = getEvents().tree().get("next_cursor");
        return next == null ? "" : next.toString();
    }

    public Document getTokens() {
        return documents.take(
                "GET /admin/tokens",
                () -> new String(
                        TokenJson.list(access.tokens().all(), Instant.now()).toByteArray(), StandardCharsets.UTF_8));
    }

    public List<Map<String, Object>> getCallers() {
        return Trees.list(getTokens().tree(), "tokens");
    }

    /** Whether every caller is let in, so that tokens keep nobody out. */
    public boolean isOpen() {
        return access.isOpen();
    }

    public Document getConfiguration() {
        return documents.take("GET /admin/debug/export", () -> {
            String nodes = gateway.descriptions().stream()
                    .map(node -> new String(node, StandardCharsets.UTF_8))
                    .collect(Collectors.joining(","));
            return "{\"nodes\":[" + nodes + "]}";
        });
    }

    public Settings getSettings() {
        return Settings.of(Trees.list(getConfiguration().tree(), "nodes"));
    }
}
