package io.stemedb.console.cluster;

import io.stemedb.console.document.Documents;
import io.stemedb.console.document.Trees;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;

/** The backups that the nodes remember. */
@Named("backups")
@RequestScoped
public class BackupsPage {
    private final Documents documents;

    protected BackupsPage() { // for the CDI proxy only
        documents = null;
    }

    @Inject
    public BackupsPage(Documents documents) {
        this.documents = documents;
    }

    public List<Map<String, Object>> getTaken() {
        return Trees.list(documents.getTasks().tree(), "tasks").stream()
                .filter(task -> String.valueOf(task.get("kind")).startsWith("backup"))
                .toList();
    }
}
