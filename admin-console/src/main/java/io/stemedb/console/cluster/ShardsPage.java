package io.stemedb.console.cluster;

import io.stemedb.console.document.Documents;
import io.stemedb.console.document.Trees;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The shards that a filter leaves, and the map of all of them. */
@Named("shards")
@RequestScoped
public class ShardsPage {
    private final Documents documents;
    private final String filter;
    private List<Map<String, Object>> shown;

    protected ShardsPage() { // for the CDI proxy only
        documents = null;
        filter = null;
    }

    @Inject
    public ShardsPage(Documents documents, HttpServletRequest request) {
        this.documents = documents;
        this.filter = Filter.of(request.getParameter("filter"));
    }

    public String getFilter() {
        return filter;
    }

    public List<String> getFilters() {
        return Filter.NAMES;
    }

    public String getTrouble() {
        return documents.getShards().trouble();
    }

    private List<Map<String, Object>> all() {
        return Trees.list(documents.getShards().tree(), "shards");
    }

    /** Those that the filter leaves. */
    public List<Map<String, Object>> getShown() {
        if (shown == null) {
            Map<String, Object> health = documents.getHealth().tree();
            Set<String> lacking = new TreeSet<>(Trees.texts(health, "under_replicated"));
            Set<String> leaderless = new TreeSet<>(Trees.texts(health, "leaderless"));
            shown = all().stream()
                    .filter(shard -> Filter.leaves(filter, shard, lacking, leaderless))
                    .toList();
        }
        return shown;
    }

    public int getCount() {
        return all().size();
    }

    /** Shards by nodes. */
    public ShardMap getMap() {
        List<String> members = Trees.list(documents.getMembers().tree(), "members").stream()
                .map(member -> String.valueOf(member.get("id")))
                .toList();
        return ShardMap.of(members, all());
    }

    /** The copies of the shard that the page is about. */
    public List<Map<String, Object>> getReplicas() {
        return Trees.list(documents.getShard().tree(), "replicas");
    }
}
