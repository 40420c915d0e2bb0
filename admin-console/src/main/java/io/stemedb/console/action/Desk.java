package io.stemedb.console.action;

import io.stemedb.access.Role;
import io.stemedb.assertion.Names;
import io.stemedb.cluster.access.Grace;
import io.stemedb.cluster.access.TokenOffice;
import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.Changes.Outlook;
import io.stemedb.cluster.node.Access;
import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.view.Plan;
import io.stemedb.console.action.Desk.Ended.Began;
import io.stemedb.console.action.Desk.Ended.Made;
import io.stemedb.console.action.Desk.Ended.Over;
import io.stemedb.refusal.StemeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at changes and carries them out, by what the calls of the gateway use. */
@ApplicationScoped
public class Desk {
    private static final String FORCE = "force";
    private static final String ASKED_FOR = "asked for";

    private final Gateway gateway;
    private final Operations operations;
    private final Access access;

    protected Desk() { // for the CDI proxy only
        this(null, null, null);
    }

    @Inject
    public Desk(Gateway gateway, Operations operations, Access access) {
        this.gateway = gateway;
        this.operations = operations;
        this.access = access;
    }

    /** What came of a change. */
    sealed interface Ended {
        /** A task is under way. */
        record Began(String task) implements Ended {}

        /** Nothing more is to come. */
        record Over() implements Ended {}

        /** @param secret what is told this once */
        record Made(String id, String secret) implements Ended {}
    }

    /**
     * What a change would do; empty if nobody can tell before.
     *
     * @throws StemeException as the change itself
     */
    Optional<Plan> plan(Form form) {
        form.requireWhole();
        return change(form).map(change -> {
            Outlook outlook = gateway.look(change);
            return new Plan(outlook.plan(), outlook.against());
        });
    }

    /**
     * Makes a change.
     *
     * @param role of whoever asks; null if nobody is asked who he is
     * @throws StemeException if it is refused; nothing was changed then
     */
    Ended carryOut(Form form, String who, Role role) {
        form.requireWhole();
        Optional<Change> change = change(form);
        if (change.isPresent()) {
            return began(gateway.change(change.get(), form.on(FORCE), reason(form)));
        }
        return switch (form.act()) {
            case ABORT -> began(gateway.abort(form.id()));
            case FORGET_SEED -> {
                gateway.forgetSeed(form.text("seed"), false);
                yield new Over();
            }
            case SYNC -> began(gateway.sync(Set.copyOf(new TreeSet<>(form.texts("target_nodes"))), form.on(FORCE)));
            case SCRUB -> began(operations.scrub());
            case SCRUB_PAUSE -> began(operations.pauseScrub(true));
            case SCRUB_RESUME -> began(operations.pauseScrub(false));
            case COMPACT -> began(operations.compact(given(form)));
            case BACKUP -> began(backup(form));
            case CREATE_TOKEN, ROTATE_TOKEN -> made(form, who, access.officeFor(role));
            case REVOKE_TOKEN -> {
                access.officeFor(role).revoke(form.id(), form.on(FORCE));
                yield new Over();
            }
            default -> throw new IllegalStateException(form.act() + " is a change of the cluster");
        };
    }

    private Optional<Change> change(Form form) {
        String id = form.id();
        return switch (form.act()) {
            case DRAIN -> Optional.of(new Change.Drain(id));
            case UNDRAIN -> Optional.of(new Change.Undrain(id));
            case REMOVE -> Optional.of(new Change.Remove(id, form.on(FORCE), form.on("unsafe_lost_quorum")));
            case FILL -> Optional.of(new Change.Rebalance(id));
            case MOVE -> Optional.of(new Change.Pin(operations.shardNumber(id), form.text("target_node"), true, ""));
            case ELECT -> {
                String node = form.on("node_id") ? form.text("node_id") : "";
                yield Optional.of(new Change.Pin(operations.shardNumber(id), node, false, ""));
            }
            case UNPIN -> Optional.of(new Change.Unpin(operations.shardNumber(id), ""));
            case FACTOR -> Optional.of(new Change.Factor((Integer) form.body().get("factor"), 0));
            default -> Optional.empty();
        };
    }

    private Task backup(Form form) {
        Path folder;
        try {
            folder = Path.of(form.text("to"));
        } catch (InvalidPathException notAPath) {
            throw StemeException.malformed("/to", "this is no path");
        }
        return "cluster".equals(form.text("scope"))
                ? gateway.backup(folder, form.on("copy"), form.on(FORCE), given(form))
                : operations.backup(folder, form.on("copy"), given(form));
    }

    private static Ended made(Form form, String who, TokenOffice office) {
        TokenOffice.Made made = form.act() == Act.CREATE_TOKEN
                ? office.create(role(form), noted(form), who, form.on(FORCE))
                : office.rotate(form.id(), Grace.read(form.text("grace")), who);
        return new Made(made.token().id(), made.text().text());
    }

    private static Role role(Form form) {
        return Role.of(form.text("role"))
                .orElseThrow(() -> StemeException.malformed("/role", "a role is reader, writer or operator"));
    }

    private static String noted(Form form) {
        String note = form.on("note") ? form.text("note") : "";
        io.stemedb.access.Token.checkNote(note);
        return note;
    }

    private String reason(Form form) {
        return form.on("reason") ? Names.reason("/reason", form.text("reason"), operations.limits()) : null;
    }

    private String given(Form form) {
        String reason = reason(form);
        return reason == null ? ASKED_FOR : reason;
    }

    private static Ended began(Task task) {
        return new Began(task.id());
    }
}
