package io.stemedb.console.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Where a page is among the others, and who looks at it. */
@Named("place")
@RequestScoped
public class Place {
    /** @param path below the console's root, without a slash before it */
    public record Entry(String path, String label) {}

    private static final List<Entry> ENTRIES = List.of(
            new Entry("", "Overview"),
            new Entry("nodes", "Nodes"),
            new Entry("shards", "Shards"),
            new Entry("tasks", "Tasks"),
            new Entry("anti-entropy", "Anti-entropy"),
            new Entry("explore", "Explore"),
            new Entry("contradictions", "Contradictions"),
            new Entry("sources", "Sources"),
            new Entry("backups", "Backups"),
            new Entry("events", "Events"),
            new Entry("tokens", "Tokens"),
            new Entry("configuration", "Configuration"));

    private final HttpServletRequest request;

    protected Place() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public Place(HttpServletRequest request) {
        this.request = request;
    }

    public List<Entry> getEntries() {
        return ENTRIES;
    }

    /** Where the console is. */
    public String getRoot() {
        return request.getContextPath() + "/console/";
    }

    /** The path of this page, without a slash before it. */
    public String getPath() {
        String path = Asked.text(request, Asked.PATH);
        return path.isEmpty() ? "" : path.substring(1);
    }

    /** Whether an entry leads to this page, or to the one above it. */
    public boolean here(Entry entry) {
        String path = getPath();
        return path.equals(entry.path()) || !entry.path().isEmpty() && path.startsWith(entry.path() + "/");
    }

    public String getId() {
        return Asked.text(request, Asked.ID);
    }

    public String getCsrf() {
        return Asked.text(request, Asked.CSRF);
    }

    /** The id of the caller's token; empty if nobody is asked who he is. */
    public String getWho() {
        return Asked.text(request, Asked.WHO);
    }

    public String getRole() {
        return Asked.text(request, Asked.ROLE);
    }

    /** Whether whoever looks may change things. */
    public boolean isOperator() {
        return getRole().isEmpty() || getRole().equals("operator");
    }

    /** Whether he may write claims. */
    public boolean isWriter() {
        return isOperator() || getRole().equals("writer");
    }

    /** Why his token was not taken: {@code unknown}, {@code ended} or {@code forbidden}; empty if it was. */
    public String getWhy() {
        String why = request.getParameter("why");
        return why == null ? "" : why;
    }

    /** Where he goes on after he has given his token. */
    public String getNext() {
        String next = request.getParameter("next");
        return next == null ? getRoot() : next;
    }
}
