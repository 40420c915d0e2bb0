package io.stemedb.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.console.page.Paths.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {
    private static Way way(String method, String path, String library) {
        return Paths.way(method, path, library, at -> at.equals("/explore") || at.equals("/nodes/n2/drain"));
    }

    private static Way page(String name, String id) {
        return new Way.Page("/pages/" + name + ".xhtml", id);
    }

    @Test
    void the_root_leads_to_the_overview() {
        assertThat(way("GET", "/", null)).isEqualTo(page("overview", ""));
        assertThat(way("HEAD", "/", null)).isEqualTo(page("overview", ""));
        assertThat(way("GET", null, null)).isEqualTo(new Way.ToRoot());
    }

    @Test
    void a_page_of_one_thing_is_told_its_name() {
        assertThat(way("GET", "/nodes", null)).isEqualTo(page("nodes", ""));
        assertThat(way("GET", "/nodes/n2", null)).isEqualTo(page("node", "n2"));
        assertThat(way("GET", "/shards/17", null)).isEqualTo(page("shard", "17"));
        assertThat(way("GET", "/nodes/", null)).isEqualTo(new Way.Refused(404));
        assertThat(way("GET", "/nodes/n2/shards", null)).isEqualTo(new Way.Refused(404));
    }

    @Test
    void a_change_is_looked_at_first_and_its_form_is_sent_to_the_same_place() {
        assertThat(way("GET", "/nodes/n2/drain", null)).isEqualTo(page("change", ""));
        assertThat(way("POST", "/nodes/n2/drain", null)).isEqualTo(new Way.Post());
        assertThat(way("PUT", "/nodes/n2/drain", null)).isEqualTo(new Way.Refused(405));
        assertThat(way("GET", "/explore", null)).isEqualTo(page("explore", ""));
        assertThat(way("POST", "/explore", null)).isEqualTo(new Way.Post());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/overview.xhtml",
                "/overview",
                "/layout",
                "/change",
                "/pages/layout.xhtml",
                "/console.css",
                "/console/overview.xhtml",
                "/META-INF/resources/pages/overview.xhtml",
                "/WEB-INF/web.xml",
                "/jakarta.faces.resource",
                "/index"
            })
    void nobody_gets_the_source_of_a_page_or_what_is_none(String path) {
        assertThat(way("GET", path, null)).isEqualTo(new Way.Refused(404));
        assertThat(way("GET", path, "console")).isEqualTo(new Way.Refused(404));
    }

    @Test
    void of_files_beside_pages_only_the_consoles_own_are_there() {
        String path = "/jakarta.faces.resource/console.css";

        assertThat(way("GET", path, "console")).isEqualTo(new Way.Resource());
        assertThat(way("POST", path, "console")).isEqualTo(new Way.Refused(405));
        assertThat(way("GET", path, null)).isEqualTo(new Way.Refused(404));
        assertThat(way("GET", "/jakarta.faces.resource/faces.js", "jakarta.faces"))
                .isEqualTo(new Way.Refused(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void a_page_that_changes_nothing_is_only_for_looking(String method) {
        assertThat(way(method, "/", null)).isEqualTo(new Way.Refused(405));
        assertThat(way(method, "/nodes", null)).isEqualTo(new Way.Refused(405));
        assertThat(way(method, "/nothing", null)).isEqualTo(new Way.Refused(404));
    }
}
