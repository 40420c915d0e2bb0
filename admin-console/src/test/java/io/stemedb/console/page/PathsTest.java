package io.stemedb.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.console.page.Paths.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {
    @Test
    void the_root_leads_to_the_overview() {
        assertThat(Paths.way("GET", "/", null)).isEqualTo(new Way.Page("/pages/overview.xhtml"));
        assertThat(Paths.way("HEAD", "/", null)).isEqualTo(new Way.Page("/pages/overview.xhtml"));
        assertThat(Paths.way("GET", null, null)).isEqualTo(new Way.ToRoot());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/overview.xhtml",
                "/overview",
                "/console.css",
                "/console/overview.xhtml",
                "/META-INF/resources/pages/overview.xhtml",
                "/WEB-INF/web.xml",
                "/jakarta.faces.resource",
                "/index"
            })
    void nobody_gets_the_source_of_a_page_or_what_is_none(String path) {
        assertThat(Paths.way("GET", path, null)).isEqualTo(new Way.Refused(404));
        assertThat(Paths.way("GET", path, "console")).isEqualTo(new Way.Refused(404));
    }

    @Test
    void of_files_beside_pages_only_the_consoles_own_are_there() {
        String path = "/jakarta.faces.resource/console.css";

        assertThat(Paths.way("GET", path, "console")).isEqualTo(new Way.Resource());
        assertThat(Paths.way("GET", path, null)).isEqualTo(new Way.Refused(404));
        assertThat(Paths.way("GET", "/jakarta.faces.resource/faces.js", "jakarta.faces"))
                .isEqualTo(new Way.Refused(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void a_page_is_only_for_looking(String method) {
        assertThat(Paths.way(method, "/", null)).isEqualTo(new Way.Refused(405));
        assertThat(Paths.way(method, "/nothing", null)).isEqualTo(new Way.Refused(404));
    }
}
