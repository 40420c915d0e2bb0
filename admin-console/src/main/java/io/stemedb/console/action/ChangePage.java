package io.stemedb.console.action;

import io.stemedb.access.Role;
import io.stemedb.cluster.view.Plan;
import io.stemedb.cluster.view.ViewJson;
import io.stemedb.console.document.Document;
import io.stemedb.console.document.Documents;
import io.stemedb.console.document.Trees;
import io.stemedb.console.page.Asked;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change before it is made: what it would do, what speaks against it, and the command that does the same. */
@Named("change")
@RequestScoped
public class ChangePage {
    private final Desk desk;
    private final Documents documents;
    private final HttpServletRequest request;
    private final Form form;
    private Document plan;

    protected ChangePage() { // for the CDI proxy only
        desk = null;
        documents = null;
        request = null;
        form = null;
    }

    @Inject
    public ChangePage(Desk desk, Documents documents, HttpServletRequest request) {
        this.desk = desk;
        this.documents = documents;
        this.request = request;
        Act.Found found = Act.at(Asked.text(request, Asked.PATH)).orElseThrow();
        this.form = Form.of(found.act(), found.id(), request::getParameter);
    }

    public String getTitle() {
        return form.title();
    }

    public String getAbout() {
        return form.act().about();
    }

    public String getPath() {
        return Asked.text(request, Asked.PATH).substring(1);
    }

    public List<Field> getFields() {
        return form.act().fields();
    }

    /** What a field says so far. */
    public String said(String name) {
        return form.said().getOrDefault(name, "");
    }

    public String getCommand() {
        return form.command();
    }

    /** What the command begins with before any field is filled in, so that a script can put it together. */
    public String getCall() {
        return form.method() + " " + form.path();
    }

    /** Whether a field that is needed says nothing yet, so that nobody can tell what the change would do. */
    public boolean isIncomplete() {
        return form.act().fields().stream().anyMatch(field -> field.needed() && !form.on(field.name()));
    }

    /** What the change would do; its tree is empty if nobody can tell before. */
    public Document getPlan() {
        if (plan == null) {
            plan = isIncomplete() ? nothing() : Document.of("a rehearsal of " + getCall(), this::planned);
        }
        return plan;
    }

    private String planned() {
        Optional<Plan> found = desk.plan(form);
        return found.isPresent() ? ViewJson.of(found.get()) : "{}";
    }

    private static Document nothing() {
        return new Document("", "", Map.of(), "");
    }

    public List<String> getSteps() {
        return Trees.texts(getPlan().tree(), "plan");
    }

    public List<String> getAgainst() {
        return Trees.texts(getPlan().tree(), "refusals");
    }

    /** Whether somebody can tell what it would do, and nothing is to be done. */
    public boolean isIdle() {
        return getPlan().tree().containsKey("plan")
                && getSteps().isEmpty()
                && getAgainst().isEmpty();
    }

    public String getRefused() {
        return Asked.text(request, Asked.REFUSED);
    }

    /** What it has made, which is shown this once; empty if nothing. */
    public String getMade() {
        return Asked.text(request, Asked.MADE);
    }

    /** Whether the caller's role is enough. */
    public boolean isAllowed() {
        String role = Asked.text(request, Asked.ROLE);
        return role.isEmpty() || Role.of(role).filter(Role.OPERATOR::equals).isPresent();
    }

    /** What a field may be: members, seeds, roles or scopes. */
    public List<String> choices(Field field) {
        return switch (field.kind()) {
            case MEMBER ->
                Trees.list(documents.getMembers().tree(), "members").stream()
                        .map(member -> String.valueOf(member.get("id")))
                        .toList();
            case SEED -> Trees.texts(documents.getStatus().tree(), "unresolved_seeds");
            case ROLE -> List.of("reader", "writer", "operator");
            case SCOPE -> List.of("node", "cluster");
            default -> List.of();
        };
    }
}
