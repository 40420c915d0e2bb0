package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token is told once: whatever happens it is told, and to its owner alone. */
class MadeTokenTest {
    private static final String TOKEN = "stemedb_Hs8wLk1zRv5n_Yx3mUu0n2bq1w6Qm0vJ8o5rR9dKc7sTtE4hLpAaZfGk";

    @TempDir
    Path folder;

    private Session.Result create(FakeGateway gateway, Path file) {
        return Session.with(gateway).run("token create --role writer --to-file " + file);
    }

    @Test
    void in_a_file_only_its_owner_reads_it_and_nothing_else_has_it() throws IOException {
        Path file = folder.resolve("importer.token");
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = create(gateway, file);

            assertThat(result.code()).isZero();
            assertThat(result.out() + result.err()).doesNotContain(TOKEN).contains("Hs8wLk1zRv5n");
            assertThat(file).hasContent(TOKEN);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            try (Stream<Path> all = Files.list(folder)) {
                assertThat(all).containsExactly(file);
            }
        }
    }

    @Test
    void a_file_that_is_there_stays_and_no_token_is_made() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "mine");
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            assertThat(create(gateway, file).code()).isEqualTo(2);
            assertThat(file).hasContent("mine");
            assertThat(gateway.asked()).isEmpty();
        }
    }

    @Test
    void if_the_file_cannot_be_written_the_token_is_told_all_the_same() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = create(gateway, folder.resolve("no/such/folder"));

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains(TOKEN, "revoke it");
        }
    }

    @Test
    void the_exchange_is_shown_without_it() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = Session.with(gateway).run("token create --role writer --verbose");

            assertThat(result.out()).isEqualTo(TOKEN + "\n");
            assertThat(result.err()).doesNotContain(TOKEN).contains("stemedb_Hs8wLk1zRv5n_(not shown)");
        }
    }
}
