package io.stemedb.console.data;

import io.stemedb.cluster.node.Gathered;
import io.stemedb.console.document.Document;
import io.stemedb.console.document.Documents;
import io.stemedb.console.document.Trees;
import io.stemedb.json.JsonWriter;
import io.stemedb.source.SourceView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** Who claims, with which weight, and how that came about. */
@Named("sources")
@RequestScoped
public class SourcesPage {
    private static final int LIMIT = 100;

    private final Reading reading;
    private final Documents documents;
    private final HttpServletRequest request;

    protected SourcesPage() { // for the CDI proxy only
        reading = null;
        documents = null;
        request = null;
    }

    @Inject
    public SourcesPage(Reading reading, Documents documents, HttpServletRequest request) {
        this.reading = reading;
        this.documents = documents;
        this.request = request;
    }

    /** The source that is looked at; empty for the list of all. */
    public String getId() {
        String id = request.getParameter("id");
        return id == null ? "" : id;
    }

    /** The last source of the page before; empty at the begin. */
    private String after() {
        String after = request.getParameter("after");
        return after == null ? "" : after;
    }

    public Document getPage() {
        return documents.take("GET /v1/sources?limit=" + LIMIT, () -> {
            Gathered<List<SourceView>> gathered =
                    reading.reads().sources(reading.any(), sources -> sources.list(after(), LIMIT + 1));
            List<SourceView> found = gathered.value();
            List<SourceView> page = found.subList(0, Math.min(LIMIT, found.size()));
            JsonWriter out = new JsonWriter(4096).beginObject().name("results").beginArray();
            page.forEach(source -> source.write(out));
            out.endArray();
            out.name("next").string(found.size() > LIMIT ? page.get(LIMIT - 1).id() : null);
            gathered.coverage().members(out);
            return Reading.text(out.endObject());
        });
    }

    public List<Map<String, Object>> getFound() {
        return Trees.list(getPage().tree(), "results");
    }

    /** The last source of this page, if there are more; empty otherwise. */
    public String getNext() {
        Object next = getPage().tree().get("next");
        return next == null ? "" : next.toString();
    }

    public Document getSource() {
        return documents.take("GET /v1/sources/" + getId(), () -> {
            Gathered<SourceView> gathered = reading.reads().sources(reading.any(), sources -> sources.view(getId()));
            JsonWriter out = new JsonWriter().beginObject();
            gathered.value().members(out);
            gathered.coverage().members(out);
            return Reading.text(out.endObject());
        });
    }

    public List<Map<String, Object>> getHistory() {
        return Trees.list(getSource().tree(), "history");
    }
}
