package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.web.api.Api.Answer;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators call on the gateway's port, on the WAR that is shipped on a real server. */
@ExtendWith({FreshServer.class, ArquillianExtension.class})
class OperationsIT {
    @Deployment(testable = false)
    static WebArchive war() {
        return War.shipped();
    }

    @ArquillianResource
    URL base;

    private Api gateway;

    @BeforeEach
    void connect() {
        new Api("127.0.0.1:" + base.getPort()).awaitReady();
        gateway = new Api("127.0.0.1:" + FreshServer.gatewayPort());
    }

    @Test
    void a_node_that_was_asked_nothing_has_no_tasks() {
        assertThat(gateway.get("/admin/tasks").body()).isEqualTo("{\"tasks\":[]}");
    }

    @Test
    void a_task_that_is_not_there_is_named_by_its_problem() {
        for (Answer answer : new Answer[] {
            gateway.get("/admin/tasks/nobody"),
            gateway.send("DELETE", "/admin/tasks/nobody", null, BodyPublishers.noBody())
        }) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("type")).isEqualTo("urn:stemedb:problem:unknown-task");
            assertThat(answer.text("hint")).contains("GET /admin/tasks");
        }
        assertThat(gateway.post("/admin/tasks", "{}").status()).isEqualTo(405);
    }
}
