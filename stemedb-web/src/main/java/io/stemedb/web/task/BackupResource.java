package io.stemedb.web.task;

import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Names;
import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.json.JsonObject;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.file.InvalidPathException;
import java.util.Set;

/** {@code POST /admin/backup}: takes a backup beside everything else. */
@Path("/admin/backup")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class BackupResource {
    private static final Set<String> FIELDS = Set.of("to", "copy", "reason", "store", "scope", "force");

    private final Operations operations;
    private final Gateway gateway;

    protected BackupResource() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public BackupResource(Operations operations, Gateway gateway) {
        this.operations = operations;
        this.gateway = gateway;
    }

    @POST
    public Response backup(@Context HttpServletRequest request) {
        Parameters.of(request);
        Limits limits = operations.limits();
        JsonObject body = Body.jsonOrNothing(request, limits);
        body.refuseUnknown(FIELDS);
        String to = body.text("to");
        if (to == null || to.isEmpty()) {
            throw StemeException.malformed("/to", "name the folder that the backup is to go to");
        }
        refuseAnother(body.text("store"), operations);
        String reason = body.has("reason") ? Names.reason("/reason", body.text("reason"), limits) : "asked for";
        boolean copy = Boolean.TRUE.equals(body.bool("copy"));
        if (!ofCluster(body.text("scope"))) {
            return TaskAnswer.started(operations.backup(folder(to), copy, reason));
        }
        boolean force = Boolean.TRUE.equals(body.bool("force"));
        return TaskAnswer.started(gateway.backup(folder(to), copy, force, reason));
    }

    private static boolean ofCluster(String scope) {
        if (scope != null && !scope.equals("node") && !scope.equals("cluster")) {
            throw StemeException.malformed("/scope", "a backup is of a node or of a cluster");
        }
        return "cluster".equals(scope);
    }

    /** Whoever knows which store he means must not be given a backup of another one. */
    private static void refuseAnother(String store, Operations operations) {
        if (store != null && !store.equals(operations.store())) {
            throw StemeException.of(Refusal.UNSAFE, "this node has store " + operations.store() + ", not " + store)
                    .at("/store")
                    .hinting("another node answers here than the one that is meant: look at the port");
        }
    }

    private static java.nio.file.Path folder(String to) {
        try {
            return java.nio.file.Path.of(to);
        } catch (InvalidPathException notAPath) {
            throw StemeException.malformed("/to", "this is no path");
        }
    }
}
