package io.stemedb.cluster;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.stemedb.cluster.operations.Operations;
import java.util.Set;
import java.util.stream.Stream;

/** The charters of this module's packages, executable: what a charter does not name, its package does not use. */
@AnalyzeClasses(packages = "io.stemedb.cluster", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String REFUSAL = "io.stemedb.refusal";
    private static final String WORK = "io.stemedb.task";
    private static final String TASK = "io.stemedb.cluster.task";
    private static final String OVERVIEW = "io.stemedb.cluster.overview";
    private static final String OPERATIONS = "io.stemedb.cluster.operations";
    private static final String NODE = "io.stemedb.cluster.node";

    /** Of the store: what shards hold, and what stands in the status of an engine. */
    private static final DescribedPredicate<JavaClass> WORDS_OF_AN_ENGINE = DescribedPredicate.describe(
            "words in which an engine answers",
            type -> Set.of("ShardState", "ShardHolding", "StoreStatistics", "Damage", "MergeDebt", "StoppedStore")
                    .contains(type.getName().replaceAll(".*\\.|\\$.*", "")));

    @ArchTest
    static final ArchRule task = charter(TASK, WORK, REFUSAL);

    @ArchTest
    static final ArchRule operations = charter(
            OPERATIONS,
            TASK,
            "io.stemedb.assertion",
            "io.stemedb.merkle",
            "io.stemedb.engine",
            "io.stemedb.scrub",
            "io.stemedb.store",
            WORK,
            REFUSAL);

    @ArchTest
    static final ArchRule overview = charter(
            OVERVIEW,
            TASK,
            "io.stemedb.archive",
            "io.stemedb.backup",
            "io.stemedb.engine",
            "io.stemedb.scrub",
            "io.stemedb.store",
            REFUSAL);

    @ArchTest
    static final ArchRule node = charter(
            NODE,
            OPERATIONS,
            OVERVIEW,
            "io.stemedb.engine",
            "io.stemedb.recorder",
            "io.stemedb.intake",
            "io.stemedb.reading",
            "io.stemedb.query",
            "io.stemedb.feed",
            "io.stemedb.progress",
            "io.stemedb.settings",
            "io.stemedb.journal",
            "io.stemedb.archive",
            "io.stemedb.store",
            "io.stemedb.assertion",
            REFUSAL,
            "jakarta.annotation",
            "jakarta.enterprise..",
            "jakarta.inject",
            "jakarta.servlet..",
            "org.eclipse.microprofile.config..");

    @ArchTest
    static final ArchRule no_package_is_without_a_charter =
            classes().should().resideInAnyPackage(TASK, OVERVIEW, OPERATIONS, NODE);

    @ArchTest
    static final ArchRule features_do_not_form_a_cycle =
            slices().matching("io.stemedb.cluster.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_node_and_operations_start_threads_and_read_the_clock = noClasses()
            .that()
            .areNotAssignableTo(Operations.class)
            .and()
            .resideOutsideOfPackage(NODE)
            .should()
            .callConstructorWhere(target(owner(JavaClass.Predicates.assignableTo(Thread.class))))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors")
            .orShould()
            .callMethodWhere(target(name("now")).and(target(owner(nameStartingWith("java.time.")))));

    @ArchTest
    static final ArchRule of_the_store_operations_know_what_an_engine_answers_with = noClasses()
            .that()
            .resideOutsideOfPackage(NODE)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.stemedb.store")
                    .and(DescribedPredicate.not(WORDS_OF_AN_ENGINE)));

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
