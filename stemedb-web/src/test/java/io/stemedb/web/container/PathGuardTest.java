package io.stemedb.web.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathGuardTest {
    @ParameterizedTest
    @ValueSource(strings = {"/v1/sources/a%2Fb%40c", "/%C3%A9", "/a%20b"})
    void a_path_of_text_is_let_through(String path) {
        assertThat(PathGuard.decodes(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%", "/a%2", "/%ff", "/%C3", "/a%00b", "/a%5Cb", "/%ED%A0%80"})
    void a_path_that_is_none_is_not(String path) {
        assertThat(PathGuard.decodes(path)).isFalse();
    }
}
