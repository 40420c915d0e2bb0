package io.stemedb.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.util.stream.Stream;

/**
 * The charters of this module's packages, executable: of a node the console knows what it is shown, and nothing else.
 */
@AnalyzeClasses(packages = "io.stemedb.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CONSOLE = "io.stemedb.console.";
    private static final String NODE = "io.stemedb.cluster.node";
    private static final String OPERATIONS = "io.stemedb.cluster.operations";
    private static final String VIEW = "io.stemedb.cluster.view";
    private static final String JSON = "io.stemedb.json";
    private static final String REFUSAL = "io.stemedb.refusal";
    private static final String SERVLET = "jakarta.servlet..";

    @ArchTest
    static final ArchRule page = charter("page", SERVLET);

    @ArchTest
    static final ArchRule words = charter("words");

    @ArchTest
    static final ArchRule overview = charter("overview", "io.stemedb.cluster.overview", CONSOLE + "words");

    @ArchTest
    static final ArchRule document = charter(
            "document",
            CONSOLE + "page",
            NODE,
            "io.stemedb.cluster.gateway",
            OPERATIONS,
            "io.stemedb.cluster.task",
            VIEW,
            REFUSAL,
            "jakarta.json..",
            SERVLET);

    @ArchTest
    static final ArchRule cluster =
            charter("cluster", CONSOLE + "document", CONSOLE + "page", CONSOLE + "words", NODE, VIEW, SERVLET);

    @ArchTest
    static final ArchRule data = charter(
            "data",
            CONSOLE + "document",
            CONSOLE + "page",
            CONSOLE + "words",
            "io.stemedb.assertion",
            "io.stemedb.intake",
            JSON,
            "io.stemedb.query",
            "io.stemedb.record",
            "io.stemedb.source",
            "io.stemedb.progress",
            "io.stemedb.cluster.scatter",
            REFUSAL,
            NODE,
            "jakarta.json..",
            SERVLET);

    @ArchTest
    static final ArchRule record = charter(
            "record",
            CONSOLE + "document",
            "io.stemedb.access",
            "io.stemedb.audit",
            JSON,
            REFUSAL,
            NODE,
            OPERATIONS,
            VIEW,
            SERVLET);

    @ArchTest
    static final ArchRule action = charter(
            "action",
            CONSOLE + "document",
            CONSOLE + "data",
            CONSOLE + "page",
            "io.stemedb.access",
            "io.stemedb.assertion",
            "io.stemedb.cluster.access",
            "io.stemedb.cluster.change",
            NODE,
            OPERATIONS,
            "io.stemedb.cluster.task",
            VIEW,
            REFUSAL,
            SERVLET);

    @ArchTest
    static final ArchRule no_package_is_without_a_charter = classes()
            .should()
            .resideInAnyPackage(
                    Stream.of("page", "words", "overview", "document", "cluster", "data", "record", "action")
                            .map(CONSOLE::concat)
                            .toArray(String[]::new));

    @ArchTest
    static final ArchRule features_do_not_form_a_cycle =
            slices().matching("io.stemedb.console.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dependencies_arrive_through_constructors =
            noFields().should().beAnnotatedWith(Inject.class);

    private static ArchRule charter(String of, String... mayUse) {
        return classes()
                .that()
                .resideInAPackage(CONSOLE + of)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(
                                Stream.of(CONSOLE + of, "java..", "jakarta.inject", "jakarta.enterprise.context"),
                                Stream.of(mayUse))
                        .toArray(String[]::new));
    }
}
