package io.stemedb.web.task;

import io.stemedb.cluster.gateway.TasksView;
import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.view.TaskView;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /admin/tasks}: what the nodes are at that takes long. */
@Path(TaskAnswer.PATH)
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class TaskResource {
    private final Gateway gateway;

    protected TaskResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public TaskResource(Gateway gateway) {
        this.gateway = gateway;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Parameters.of(request);
        TasksView found = gateway.tasks();
        return JsonAnswer.of(200, TaskView.page(found)).build();
    }

    @GET
    @Path("{id}")
    public Response find(@PathParam("id") String id, @Context HttpServletRequest request) {
        Parameters.of(request);
        return JsonAnswer.of(200, TaskView.of(gateway.task(id))).build();
    }

    /** 202 while it has yet to take notice, 200 if it had ended: the answer shows how it did. */
    @DELETE
    @Path("{id}")
    public Response abort(@PathParam("id") String id, @Context HttpServletRequest request) {
        Parameters.of(request);
        Task task = gateway.abort(id);
        return JsonAnswer.of(task.ended() ? 200 : 202, TaskView.of(task)).build();
    }
}
