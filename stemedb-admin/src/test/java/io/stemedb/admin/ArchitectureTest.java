package io.stemedb.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The charters of this module's packages, executable. */
@AnalyzeClasses(packages = "io.stemedb.admin", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ADMIN = "io.stemedb.admin.";
    private static final String[] SHOWING = {"command", "gateway", "json", "outcome", "show"};

    @ArchTest
    static final ArchRule the_program_finds_and_runs_commands = charter(
            "io.stemedb.admin",
            "picocli..",
            ADMIN + "change",
            ADMIN + "cluster",
            ADMIN + "command",
            ADMIN + "data",
            ADMIN + "debug",
            ADMIN + "event",
            ADMIN + "gateway",
            ADMIN + "json",
            ADMIN + "node",
            ADMIN + "outcome",
            ADMIN + "settings",
            ADMIN + "shard",
            ADMIN + "show",
            ADMIN + "task",
            ADMIN + "token",
            ADMIN + "transfer");

    @ArchTest
    static final ArchRule outcomes_need_nothing = charter(ADMIN + "outcome");

    @ArchTest
    static final ArchRule only_json_knows_jackson = charter(ADMIN + "json", "com.fasterxml.jackson.core..");

    @ArchTest
    static final ArchRule settings_are_chosen_from_files_and_variables = charter(ADMIN + "settings", ADMIN + "outcome");

    @ArchTest
    static final ArchRule only_the_gateway_speaks_http =
            charter(ADMIN + "gateway", "javax.net.ssl", ADMIN + "json", ADMIN + "outcome", ADMIN + "settings");

    @ArchTest
    static final ArchRule what_is_shown_knows_no_gateway = charter(ADMIN + "show", ADMIN + "json", ADMIN + "outcome");

    @ArchTest
    static final ArchRule a_command_is_described_once = charter(
            ADMIN + "command",
            "picocli..",
            ADMIN + "gateway",
            ADMIN + "json",
            ADMIN + "outcome",
            ADMIN + "settings",
            ADMIN + "show");

    @ArchTest
    static final ArchRule the_cluster_is_shown = charter(ADMIN + "cluster", showing());

    @ArchTest
    static final ArchRule shards_are_shown = charter(ADMIN + "shard", showing());

    @ArchTest
    static final ArchRule nodes_are_shown_with_their_shards = charter(ADMIN + "node", showing("shard"));

    @ArchTest
    static final ArchRule tasks_are_shown_and_followed = charter(ADMIN + "task", showing("settings"));

    @ArchTest
    static final ArchRule changes_are_asked_for_sent_and_followed =
            charter(ADMIN + "change", showing("settings", "shard", "task", "token"));

    @ArchTest
    static final ArchRule tokens_are_shown = charter(ADMIN + "token", showing());

    @ArchTest
    static final ArchRule events_are_shown = charter(ADMIN + "event", showing());

    @ArchTest
    static final ArchRule claims_are_written_and_shown = charter(ADMIN + "data", showing("change"));

    @ArchTest
    static final ArchRule claims_are_sent_and_taken_by_the_file = charter(ADMIN + "transfer", showing("change"));

    @ArchTest
    static final ArchRule what_helpers_ask_for = charter(ADMIN + "debug", showing("settings"));

    @ArchTest
    static final ArchRule no_other_client_is_loaded = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "io.stemedb.json..", "io.stemedb.engine..")
            .because("the one takes longer to load than all the rest, and the others are the node's");

    @ArchTest
    static final ArchRule features_do_not_form_a_cycle =
            slices().matching("io.stemedb.admin.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_package_is_without_a_charter = classes()
            .should()
            .resideInAnyPackage(
                    "io.stemedb.admin",
                    ADMIN + "change",
                    ADMIN + "cluster",
                    ADMIN + "command",
                    ADMIN + "data",
                    ADMIN + "debug",
                    ADMIN + "event",
                    ADMIN + "gateway",
                    ADMIN + "json",
                    ADMIN + "node",
                    ADMIN + "outcome",
                    ADMIN + "settings",
                    ADMIN + "shard",
                    ADMIN + "show",
                    ADMIN + "task",
                    ADMIN + "token",
                    ADMIN + "transfer");

    private static String[] showing(String... more) {
        return Stream.concat(Stream.of(SHOWING), Stream.of(more))
                .map(ADMIN::concat)
                .toArray(String[]::new);
    }

    private static ArchRule charter(String of, String... mayUse) {
        return classes()
                .that()
                .resideInAPackage(of)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of(mayUse), Stream.of(of, "java.."))
                        .toArray(String[]::new));
    }
}
