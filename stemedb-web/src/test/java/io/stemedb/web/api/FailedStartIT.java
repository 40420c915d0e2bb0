package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stemedb.web.api.Api.Answer;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node that cannot open its data directory. */
@ExtendWith({FailedStartIT.OthersData.class, ArquillianExtension.class})
class FailedStartIT {
    /** A directory with files that are no database of ours. */
    static final class OthersData extends FreshServer {
        @Override
        public void beforeAll(ExtensionContext context) throws IOException {
            super.beforeAll(context);
            Files.createDirectories(DATA.resolve("db"));
            Files.writeString(DATA.resolve("db/run-1"), "no run of ours");
        }
    }

    @Deployment(testable = false)
    static WebArchive war() {
        return War.shipped();
    }

    @ArquillianResource
    URL base;

    @Test
    void it_stays_up_to_say_why_and_takes_nothing() {
        Api api = new Api("127.0.0.1:" + base.getPort());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/v1/health").text("status").equals("failed"));

        Answer health = api.get("/v1/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.text("detail")).contains("holds data but no");
        Answer refused = api.claim("a", "b", "1", "s");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.type()).hasValue("application/problem+json");
        assertThat(refused.text("type")).isEqualTo("urn:stemedb:problem:starting");
        assertThat(api.get("/health/ready").status()).isEqualTo(503);
        Answer cluster = api.get("/cluster/health");
        assertThat(cluster.status()).isEqualTo(200);
        assertThat(cluster.text("status")).isEqualTo("unknown");
        assertThat(cluster.body()).contains("\"code\":\"not-open\"", "holds data but no");
        assertThat(api.get("/metrics").body()).contains("stemedb_requests_total{");
    }
}
