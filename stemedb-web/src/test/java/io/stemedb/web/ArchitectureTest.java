package io.stemedb.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/** The charters of this module's packages, executable. */
@AnalyzeClasses(packages = "io.stemedb.web", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule dependencies_arrive_through_constructors =
            noFields().should().beAnnotatedWith(Inject.class);

    @ArchTest
    static final ArchRule features_do_not_form_a_cycle =
            slices().matching("io.stemedb.web.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule hot_calls_know_nothing_of_jax_rs = noClasses()
            .that()
            .resideInAPackage("io.stemedb.web.direct..")
            .or()
            .haveSimpleNameEndingWith("Servlet")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule nobody_knows_the_server = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.glassfish..", "fish.payara..", "com.sun.enterprise..");

    @ArchTest
    static final ArchRule one_package_reads_the_configuration = noClasses()
            .that()
            .resideOutsideOfPackage("io.stemedb.web.node..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Config.class);

    @ArchTest
    static final ArchRule nobody_reaches_past_the_engine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.stemedb.journal..", "io.stemedb.files..", "org.h2..");
}
