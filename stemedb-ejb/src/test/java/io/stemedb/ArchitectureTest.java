package io.stemedb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.util.Random;

/** The charters of the packages, executable. */
@AnalyzeClasses(packages = "io.stemedb", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule features_do_not_form_a_cycle =
            slices().matching("io.stemedb.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_core_knows_neither_http_nor_a_cluster = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "com.hazelcast..", "io.grpc..");

    @ArchTest
    static final ArchRule what_a_claim_is_and_how_it_resolves_is_pure = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.stemedb.json..", "io.stemedb.assertion..", "io.stemedb.lens..", "io.stemedb.source..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io.file..", "java.nio.file..", "java.nio.channels..", "java.net.http..")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule files_are_reached_through_the_disk_alone = noClasses()
            .that()
            .resideInAnyPackage("io.stemedb.journal..", "io.stemedb.store..", "io.stemedb.recorder..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.nio.channels..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File");

    @ArchTest
    static final ArchRule journal_and_store_start_no_threads = noClasses()
            .that()
            .resideInAnyPackage("io.stemedb.journal..", "io.stemedb.store..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule mvstore_stays_in_the_store_and_its_adapter = noClasses()
            .that()
            .resideOutsideOfPackages("io.stemedb.store..", "io.stemedb.files..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.h2..");

    @ArchTest
    static final ArchRule the_journal_does_not_know_what_it_keeps = noClasses()
            .that()
            .resideInAPackage("io.stemedb.journal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.stemedb.store..", "io.stemedb.assertion..", "io.stemedb.recorder..");

    @ArchTest
    static final ArchRule refusals_stand_on_nothing = classes()
            .that()
            .resideInAPackage("io.stemedb.refusal..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.stemedb.refusal..");

    @ArchTest
    static final ArchRule dependencies_arrive_through_constructors =
            noFields().should().beAnnotatedWith(Inject.class);
}
