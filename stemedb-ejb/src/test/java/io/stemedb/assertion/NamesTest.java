package io.stemedb.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stemedb.refusal.StemeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final Limits LIMITS = Limits.DEFAULT;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "geo/country/FR",
                "a b/c",
                "...",
                "a/..b",
                "_stemedbx/a",
                "a/_stemedb",
                "é/\uD83D\uDE00",
                "a:b/c?d#e"
            })
    void a_plain_path_is_taken_as_it_is(String path) {
        assertThat(Names.conceptPath("/concept_path", path, LIMITS)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "\u3000",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/./b",
                "a/..",
                "../a",
                "*",
                "a/*",
                "a*b",
                "a/ /b",
                "a\u0000",
                "a\nb",
                "a\u007f",
                "a\u0085",
                "\u009f",
                "a\uD800",
                "\uDC00/a",
                "_stemedb",
                "_stemedb/source"
            })
    void a_path_that_could_be_taken_for_another_is_refused_with_its_field(String path) {
        assertThat(refusal(() -> Names.conceptPath("/concept_path", path, LIMITS))
                        .field())
                .isEqualTo("/concept_path");
    }

    @Test
    void a_path_has_at_most_1024_bytes_and_64_segments() {
        Names.conceptPath("/p", "é".repeat(512), LIMITS);
        Names.conceptPath("/p", "a/".repeat(63) + "a", LIMITS);
        assertThat(refusal(() -> Names.conceptPath("/p", "é".repeat(512) + "a", LIMITS))
                        .limit())
                .isEqualTo(1024);
        assertThat(refusal(() -> Names.conceptPath("/p", "\uD83D\uDE00".repeat(257), LIMITS))
                        .limit())
                .isEqualTo(1024);
        assertThat(refusal(() -> Names.conceptPath("/p", "a/".repeat(64) + "a", LIMITS))
                        .limit())
                .isEqualTo(64);
    }

    @Test
    void a_predicate_may_hold_slashes_but_no_star() {
        assertThat(Names.predicate("/predicate", "a/b", LIMITS)).isEqualTo("a/b");
        assertThat(refusal(() -> Names.predicate("/predicate", "a*", LIMITS)).field())
                .isEqualTo("/predicate");
        assertThat(refusal(() -> Names.predicate("/predicate", "", LIMITS)).field())
                .isEqualTo("/predicate");
        assertThat(refusal(() -> Names.predicate("/predicate", "p".repeat(257), LIMITS))
                        .limit())
                .isEqualTo(256);
    }

    @Test
    void a_source_may_hold_anything_visible_but_not_speak_for_the_database() {
        assertThat(Names.source("/source", "a/b@1.2 *", LIMITS)).isEqualTo("a/b@1.2 *");
        assertThat(refusal(() -> Names.source("/source", "_stemedb", LIMITS)).field())
                .isEqualTo("/source");
        assertThat(refusal(() -> Names.source("/source", "a\tb", LIMITS))).hasMessageContaining("U+0009");
        assertThat(refusal(() -> Names.source("/source", "€".repeat(86), LIMITS))
                        .limit())
                .isEqualTo(256);
    }

    @Test
    void a_reason_is_a_line_of_at_most_1024_bytes() {
        assertThat(Names.reason("/reason", "misread twice", LIMITS)).isEqualTo("misread twice");
        assertThat(refusal(() -> Names.reason("/reason", "misread\ntwice", LIMITS)))
                .hasMessageContaining("U+000A");
        assertThat(refusal(() -> Names.reason("/reason", "é".repeat(513), LIMITS))
                        .limit())
                .isEqualTo(1024);
        assertThat(refusal(() -> Names.reason("/reason", " ", LIMITS)).hint()).isEqualTo("say why");
    }

    @Test
    void a_query_reaches_one_path_or_all_below_it_or_everything() {
        assertThat(query("a/b")).isEqualTo(new QueryPath(QueryPath.Reach.EXACT, "a/b"));
        assertThat(query("a/b/*")).isEqualTo(new QueryPath(QueryPath.Reach.BELOW, "a/b"));
        assertThat(query("*")).isEqualTo(new QueryPath(QueryPath.Reach.ALL, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/*",
                "**",
                "a/**",
                "*/a",
                "a*",
                "a/*/b",
                "a/*/*",
                "a/b*",
                "a//*",
                "a/../*",
                "_stemedb/*",
                "_stemedb"
            })
    void a_star_elsewhere_and_a_reserved_path_are_refused_in_a_query(String path) {
        assertThat(refusal(() -> query(path)).field()).isEqualTo("/concept_path");
    }

    @Test
    void the_database_s_own_paths_are_read_by_who_may() {
        assertThat(QueryPath.parse("/concept_path", "_stemedb/*", true, LIMITS).path())
                .isEqualTo("_stemedb");
        assertThat(QueryPath.parse("/concept_path", "_stemedb/source/wiki", true, LIMITS)
                        .reach())
                .isEqualTo(QueryPath.Reach.EXACT);
    }

    private static QueryPath query(String path) {
        return QueryPath.parse("/concept_path", path, false, LIMITS);
    }

    private static StemeException refusal(ThrowingCallable call) {
        StemeException refusal = catchThrowableOfType(StemeException.class, call);
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
