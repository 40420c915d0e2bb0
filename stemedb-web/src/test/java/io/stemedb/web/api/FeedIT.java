package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.web.api.Api.Answer;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What leaves the database as a stream, and what walks over it, on the WAR that is shipped on a real server. */
@ExtendWith({FreshServer.class, ArquillianExtension.class})
class FeedIT {
    @Deployment(testable = false)
    static WebArchive war() {
        return War.shipped();
    }

    @ArquillianResource
    URL base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api("127.0.0.1:" + base.getPort()).awaitReady();
    }

    @Test
    void an_export_is_taken_again_line_by_line_as_what_it_was() {
        Answer claim = api.claim("export/a", "p", "1", "s");
        api.claim("export/a/b", "p", "[1,\"x\"]", "s");
        api.post("/v1/retract", "{\"target\":\"" + claim.text("id") + "\",\"source\":\"s\",\"reason\":\"wrong\"}");

        Answer export = api.get("/v1/export?prefix=export/a");
        assertThat(export.status()).isEqualTo(200);
        assertThat(export.type().orElseThrow()).startsWith(Api.NDJSON);
        assertThat(Api.linesOf(export.body())).hasSize(3);
        Answer taken = api.lines("/v1/assertions", export.body());
        assertThat(taken.number("failed")).isZero();
        assertThat(taken.number("duplicates")).isEqualTo(3);
        assertThat(Api.linesOf(api.get("/v1/export?prefix=export/a/*").body())).hasSize(1);
        assertThat(api.get("/v1/export").body()).doesNotContain("_stemedb");
        assertThat(api.get("/v1/export?prefix=nothing/here").body()).isEmpty();
    }
}
