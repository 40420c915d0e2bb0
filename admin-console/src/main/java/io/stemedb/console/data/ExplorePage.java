package io.stemedb.console.data;

import io.stemedb.console.document.Document;
import io.stemedb.console.document.Documents;
import io.stemedb.console.document.Trees;
import io.stemedb.console.page.Asked;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One path: its place in the tree, what each lens makes of what was said there, and who said what when. */
@Named("explore")
@RequestScoped
public class ExplorePage {
    private static final List<String> LENSES = List.of("recency", "consensus", "authority");
    private static final String CHILDREN = "200";
    private static final String ENTRIES = "200";

    private final Reading reading;
    private final Documents documents;
    private final HttpServletRequest request;
    private List<Verdict> verdicts;

    protected ExplorePage() { // for the CDI proxy only
        reading = null;
        documents = null;
        request = null;
    }

    @Inject
    public ExplorePage(Reading reading, Documents documents, HttpServletRequest request) {
        this.reading = reading;
        this.documents = documents;
        this.request = request;
    }

    /**
     * What lenses make of one predicate.
     *
     * @param results by lens, in the order of {@link #getLenses}; null if a lens has none
     */
    public record Verdict(String predicate, List<Map<String, Object>> results, boolean agreed) {}

    /** A part of the path, and what leads to it. */
    public record Step(String name, String path) {}

    private String said(String name) {
        String text = request.getParameter(name);
        return text == null ? "" : text.strip();
    }

    public String getPath() {
        return said("path");
    }

    public String getPredicate() {
        return said("predicate");
    }

    public String getAsOf() {
        return said("as_of");
    }

    public String getValidAt() {
        return said("valid_at");
    }

    public String getRefused() {
        return Asked.text(request, Asked.REFUSED);
    }

    /** A field of the form for a claim as it was sent, if it was refused. */
    public String sent(String name) {
        return said(name);
    }

    /** The id of a claim that was just written; empty if none. */
    public String getWritten() {
        return said("written");
    }

    public List<String> getLenses() {
        return LENSES;
    }

    public List<Step> getSteps() {
        List<Step> steps = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        for (String name : getPath().split("/")) {
            if (!name.isEmpty()) {
                path.append(path.isEmpty() ? "" : "/").append(name);
                steps.add(new Step(name, path.toString()));
            }
        }
        return steps;
    }

    public Document getConcepts() {
        String prefix = getPath().isEmpty() ? null : getPath();
        String call = "GET /v1/concepts?limit=" + CHILDREN + (prefix == null ? "" : "&prefix=" + prefix);
        return documents.take(
                call, () -> reading.concepts(prefix, CHILDREN, said("after").isEmpty() ? null : said("after")));
    }

    public List<Map<String, Object>> getChildren() {
        return Trees.list(getConcepts().tree(), "children");
    }

    private Document asked(String lens) {
        JsonObjectBuilder question = Json.createObjectBuilder().add("concept_path", getPath());
        put(question, "predicate", getPredicate());
        question.add("lens", lens);
        put(question, "as_of", getAsOf());
        put(question, "valid_at", getValidAt());
        if (!getPredicate().isEmpty()) {
            question.add("explain", true);
        }
        String body = question.build().toString();
        return documents.take("POST /v1/query " + body, () -> reading.query(body));
    }

    private static void put(JsonObjectBuilder question, String name, String value) {
        if (!value.isEmpty()) {
            question.add(name, value);
        }
    }

    /** Why the path could not be asked about; empty if it could. */
    public String getTrouble() {
        return getPath().isEmpty() ? "" : asked(LENSES.get(0)).trouble();
    }

    /** Whether all nodes were heard that have something of this path. */
    public boolean isComplete() {
        return LENSES.stream()
                .allMatch(lens -> !Boolean.FALSE.equals(asked(lens).tree().get("complete")));
    }

    public boolean isMore() {
        return asked(LENSES.get(0)).tree().get("next_cursor") != null;
    }

    public List<Verdict> getVerdicts() {
        if (verdicts == null) {
            verdicts = getPath().isEmpty()
                    ? List.of()
                    : Verdicts.of(LENSES.stream()
                            .map(lens -> Trees.list(asked(lens).tree(), "results"))
                            .toList());
        }
        return verdicts;
    }

    /** For one predicate: which values there are, and why a lens chose one. */
    public List<Map<String, Object>> groups(Map<String, Object> result) {
        return result == null ? List.of() : Trees.list(result, "groups");
    }

    public Document getHistory() {
        String call =
                "GET /v1/history?concept_path=" + getPath() + "&predicate=" + getPredicate() + "&limit=" + ENTRIES;
        return documents.take(call, () -> reading.history(getPath(), getPredicate(), ENTRIES, null));
    }

    public List<Map<String, Object>> getEntries() {
        return getPredicate().isEmpty() ? List.of() : Trees.list(getHistory().tree(), "results");
    }
}
