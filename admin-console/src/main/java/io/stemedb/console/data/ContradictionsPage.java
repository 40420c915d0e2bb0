package io.stemedb.console.data;

import io.stemedb.console.document.Document;
import io.stemedb.console.document.Documents;
import io.stemedb.console.document.Trees;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** What sources disagree about, a page at a time. */
@Named("contradictions")
@RequestScoped
public class ContradictionsPage {
    private static final String LIMIT = "50";

    private final Reading reading;
    private final Documents documents;
    private final HttpServletRequest request;

    protected ContradictionsPage() { // for the CDI proxy only
        reading = null;
        documents = null;
        request = null;
    }

    @Inject
    public ContradictionsPage(Reading reading, Documents documents, HttpServletRequest request) {
        this.reading = reading;
        this.documents = documents;
        this.request = request;
    }

    private String said(String name) {
        String text = request.getParameter(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    public String getPrefix() {
        return said("prefix") == null ? "" : said("prefix");
    }

    /** Whether sources count that contradict themselves alone. */
    public boolean isSingle() {
        return said("single_source") != null;
    }

    public Document getPage() {
        String call = "GET /v1/contradictions?limit=" + LIMIT
                + (said("prefix") == null ? "" : "&prefix=" + said("prefix"))
                + (isSingle() ? "&single_source=true" : "")
                + (said("cursor") == null ? "" : "&cursor=" + said("cursor"));
        return documents.take(call, () -> reading.contradictions(said("prefix"), isSingle(), LIMIT, said("cursor")));
    }

    public List<Map<String, Object>> getFound() {
        return Trees.list(getPage().tree(), "results");
    }

    public boolean isIncomplete() {
        return Boolean.FALSE.equals(getPage().tree().get("complete"));
    }

    /** What the next page begins with; empty if this is the last one. */
    public String getNext() {
        Object next = getPage().tree().get("next_cursor");
        return next == null ? "" : next.toString();
    }
}
