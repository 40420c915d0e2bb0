package io.stemedb.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The charters of this module's packages, executable. */
@AnalyzeClasses(packages = "io.stemedb.node", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_launcher_uses_the_settings_and_of_the_core_what_works_on_a_stopped_node = charter(
            "io.stemedb.node",
            "io.stemedb.settings",
            "io.stemedb.engine",
            "io.stemedb.offline",
            "io.stemedb.access",
            "io.stemedb.refusal",
            "io.stemedb.backup",
            "io.stemedb.recorder",
            "io.stemedb.node.edge",
            "picocli..",
            "fish.payara.micro..",
            "com.sun.management",
            "com.fasterxml.jackson.core..",
            "com.fasterxml.jackson.databind..",
            "com.fasterxml.jackson.dataformat.toml..",
            "sun.misc");

    @ArchTest
    static final ArchRule the_edge_stands_before_server_and_application = charter(
            "io.stemedb.node.edge",
            "io.stemedb.json",
            "io.stemedb.refusal",
            "io.stemedb.settings",
            "org.glassfish.grizzly..");

    @ArchTest
    static final ArchRule the_layout_is_made_with_java_alone = charter("io.stemedb.node.layout");

    @ArchTest
    static final ArchRule no_package_is_without_a_charter =
            classes().should().resideInAnyPackage("io.stemedb.node", "io.stemedb.node.edge", "io.stemedb.node.layout");

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(more), Stream.of(some)).toArray(String[]::new);
    }

    private static ArchRule charter(String of, String... mayUse) {
        return classes()
                .that()
                .resideInAPackage(of)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(mayUse, of, "java.."));
    }
}
