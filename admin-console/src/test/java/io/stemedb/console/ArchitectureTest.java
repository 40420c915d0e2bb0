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
    private static final String PAGE = "io.stemedb.console.page";
    private static final String OVERVIEW = "io.stemedb.console.overview";

    @ArchTest
    static final ArchRule page = charter(PAGE, "jakarta.servlet..");

    @ArchTest
    static final ArchRule overview =
            charter(OVERVIEW, "io.stemedb.cluster.overview", "jakarta.inject", "jakarta.enterprise.context");

    @ArchTest
    static final ArchRule no_package_is_without_a_charter = classes().should().resideInAnyPackage(PAGE, OVERVIEW);

    @ArchTest
    static final ArchRule features_do_not_form_a_cycle =
            slices().matching("io.stemedb.console.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dependencies_arrive_through_constructors =
            noFields().should().beAnnotatedWith(Inject.class);

    private static ArchRule charter(String of, String... mayUse) {
        return classes()
                .that()
                .resideInAPackage(of)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of(of, "java.."), Stream.of(mayUse))
                        .toArray(String[]::new));
    }
}
