package io.stemedb;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.stemedb.Charters.charter;
import static io.stemedb.Charters.named;
import static io.stemedb.Charters.pureCalls;
import static io.stemedb.Charters.pureCharter;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.stemedb.engine.Engine;
import io.stemedb.files.LocalDisk;
import io.stemedb.recorder.Recorder;
import io.stemedb.recorder.WriterThread;
import java.util.Random;
import java.util.Set;

/** The charters of the packages, executable: what a charter does not name, its package does not use. */
@AnalyzeClasses(packages = "io.stemedb", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String REFUSAL = "io.stemedb.refusal";
    private static final String JSON = "io.stemedb.json";
    private static final String ASSERTION = "io.stemedb.assertion";
    private static final String LENS = "io.stemedb.lens";
    private static final String SOURCE = "io.stemedb.source";
    private static final String FILES = "io.stemedb.files";
    private static final String JOURNAL = "io.stemedb.journal";
    private static final String ARCHIVE = "io.stemedb.archive";
    private static final String BACKUP = "io.stemedb.backup";
    private static final String BACKUPSET = "io.stemedb.backupset";
    private static final String RECORD = "io.stemedb.record";
    private static final String READING = "io.stemedb.reading";
    private static final String STORE = "io.stemedb.store";
    private static final String RECORDER = "io.stemedb.recorder";
    private static final String QUERY = "io.stemedb.query";
    private static final String FEED = "io.stemedb.feed";
    private static final String PROGRESS = "io.stemedb.progress";
    private static final String INTAKE = "io.stemedb.intake";
    private static final String ENGINE = "io.stemedb.engine";
    private static final String OFFLINE = "io.stemedb.offline";
    private static final String REPAIR = "io.stemedb.repair";
    private static final String MERKLE = "io.stemedb.merkle";
    private static final String SCRUB = "io.stemedb.scrub";
    private static final String TASK = "io.stemedb.task";
    private static final String SETTINGS = "io.stemedb.settings";
    private static final String ACCESS = "io.stemedb.access";
    private static final String AUDIT = "io.stemedb.audit";
    private static final String JACKSON = "com.fasterxml.jackson.core..";

    @ArchTest
    static final ArchRule refusal = charter(REFUSAL);

    @ArchTest
    static final ArchRule task = charter(TASK);

    @ArchTest
    static final ArchRule json = pureCharter(JSON, REFUSAL, JACKSON);

    @ArchTest
    static final ArchRule assertion = pureCharter(ASSERTION, REFUSAL, JSON);

    @ArchTest
    static final ArchRule lens = pureCharter(LENS, REFUSAL, JSON, ASSERTION);

    @ArchTest
    static final ArchRule source = pureCharter(SOURCE, REFUSAL, JSON, ASSERTION);

    @ArchTest
    static final ArchRule merkle = pureCharter(MERKLE);

    @ArchTest
    static final ArchRule record = pureCharter(RECORD, ASSERTION, JSON);

    @ArchTest
    static final ArchRule reading = pureCharter(READING, ASSERTION);

    @ArchTest
    static final ArchRule pure_packages_call_nothing_impure =
            pureCalls(JSON, ASSERTION, LENS, SOURCE, MERKLE, RECORD, READING);

    @ArchTest
    static final ArchRule files = charter(FILES, "org.h2.store.fs", "org.h2.mvstore", "com.sun.nio.file");

    @ArchTest
    static final ArchRule journal = charter(JOURNAL, FILES, REFUSAL);

    @ArchTest
    static final ArchRule archive = charter(ARCHIVE, JOURNAL, FILES, REFUSAL);

    @ArchTest
    static final ArchRule backup = charter(
            BACKUP, MERKLE, RECORDER, RECORD, STORE, ARCHIVE, JOURNAL, ASSERTION, FILES, JSON, TASK, REFUSAL, JACKSON);

    @ArchTest
    static final ArchRule backupset =
            charter(BACKUPSET, BACKUP, RECORDER, PROGRESS, ASSERTION, FILES, JSON, TASK, REFUSAL);

    @ArchTest
    static final ArchRule store = charter(
            STORE,
            FILES,
            MERKLE,
            RECORD,
            READING,
            PROGRESS,
            ASSERTION,
            JSON,
            REFUSAL,
            TASK,
            JACKSON,
            "org.h2.mvstore..",
            "com.google.common.hash");

    @ArchTest
    static final ArchRule recorder = charter(
            RECORDER, FILES, JOURNAL, ARCHIVE, RECORD, READING, PROGRESS, STORE, ASSERTION, JSON, REFUSAL, JACKSON);

    @ArchTest
    static final ArchRule query = charter(
            QUERY, READING, PROGRESS, ASSERTION, JSON, LENS, SOURCE, REFUSAL, "com.github.benmanes.caffeine.cache");

    @ArchTest
    static final ArchRule feed = charter(FEED, RECORD, READING, PROGRESS, JOURNAL, ASSERTION, JSON, REFUSAL);

    @ArchTest
    static final ArchRule progress = charter(PROGRESS, ASSERTION, REFUSAL);

    @ArchTest
    static final ArchRule intake =
            charter(INTAKE, PROGRESS, QUERY, RECORDER, STORE, READING, LENS, SOURCE, ASSERTION, JSON, REFUSAL);

    @ArchTest
    static final ArchRule outcomes_are_told_apart_by_fold = noClasses()
            .that()
            .resideOutsideOfPackage(RECORDER)
            .should()
            .dependOnClassesThat(named(Set.of(
                    RECORDER + ".AppendOutcome$Appended",
                    RECORDER + ".AppendOutcome$AlreadyHeld",
                    RECORDER + ".AppendOutcome$Refused")));

    @ArchTest
    static final ArchRule everything_is_written_through_the_port = noClasses()
            .that()
            .resideInAPackage(INTAKE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Recorder.class);

    @ArchTest
    static final ArchRule engine = charter(
            ENGINE, INTAKE, PROGRESS, FEED, QUERY, ARCHIVE, BACKUP, SCRUB, TASK, RECORDER, LENS, SOURCE, STORE, RECORD,
            READING, JOURNAL, ASSERTION, FILES, JSON, SETTINGS, REFUSAL);

    @ArchTest
    static final ArchRule offline =
            charter(OFFLINE, ACCESS, ENGINE, BACKUP, BACKUPSET, REPAIR, ARCHIVE, RECORDER, FILES, TASK, REFUSAL);

    @ArchTest
    static final ArchRule repair =
            charter(REPAIR, RECORDER, RECORD, PROGRESS, STORE, JOURNAL, ASSERTION, FILES, REFUSAL);

    @ArchTest
    static final ArchRule scrub = charter(SCRUB, STORE, JOURNAL, ARCHIVE, FILES, JSON, TASK, REFUSAL);

    @ArchTest
    static final ArchRule settings = charter(SETTINGS, ASSERTION, JOURNAL, ARCHIVE);

    @ArchTest
    static final ArchRule access = charter(ACCESS, FILES, JSON, REFUSAL);

    @ArchTest
    static final ArchRule audit = charter(AUDIT, FILES, JSON, REFUSAL);

    @ArchTest
    static final ArchRule no_package_is_without_a_charter = classes()
            .should()
            .resideInAnyPackage(
                    REFUSAL, JSON, ASSERTION, LENS, SOURCE, FILES, JOURNAL, RECORD, READING, STORE, RECORDER, QUERY,
                    FEED, PROGRESS, INTAKE, OFFLINE, ENGINE, REPAIR, SETTINGS, TASK, MERKLE, ARCHIVE, BACKUP, BACKUPSET,
                    SCRUB, ACCESS, AUDIT);

    @ArchTest
    static final ArchRule features_do_not_form_a_cycle =
            slices().matching("io.stemedb.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule settings_fill_three_records_of_the_core = noClasses()
            .that()
            .resideInAPackage(SETTINGS)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(ASSERTION, JOURNAL, ARCHIVE)
                    .and(named(Set.of(ASSERTION + ".Limits", JOURNAL + ".Retention", ARCHIVE + ".ArchiveRetention"))
                            .negate()));

    @ArchTest
    static final ArchRule one_class_of_files_knows_mvstore = noClasses()
            .that()
            .resideInAPackage(FILES)
            .and()
            .doNotHaveSimpleName("MvMount")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.h2.mvstore..");

    @ArchTest
    static final ArchRule caffeine_stays_in_the_slot_cache = noClasses()
            .that()
            .doNotHaveSimpleName("SlotPlaces")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule only_files_reaches_the_file_system = noClasses()
            .that()
            .resideOutsideOfPackage(FILES)
            .should()
            .dependOnClassesThat(named(Set.of(
                    "java.io.File",
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile",
                    "java.nio.file.Files",
                    "java.nio.file.FileSystem",
                    "java.nio.file.FileSystems")))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.nio.channels..");

    @ArchTest
    static final ArchRule only_assembly_and_commands_choose_the_disk_of_this_machine = noClasses()
            .that()
            .resideOutsideOfPackages(FILES, ENGINE, OFFLINE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(LocalDisk.class);

    @ArchTest
    static final ArchRule only_the_engine_reads_the_clock_and_draws_lots = noClasses()
            .that()
            .areNotAssignableTo(Engine.class)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(target(name("now")).and(target(owner(nameStartingWith("java.time.")))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule only_the_writer_and_the_engine_start_threads = noClasses()
            .that()
            .areNotAssignableTo(WriterThread.class)
            .and()
            .resideOutsideOfPackage(ENGINE)
            .should()
            .callConstructorWhere(target(owner(JavaClass.Predicates.assignableTo(Thread.class))))
            .orShould()
            .dependOnClassesThat(named(Set.of(
                    "java.util.Timer",
                    "java.util.concurrent.Executors",
                    "java.util.concurrent.ForkJoinPool",
                    "java.util.concurrent.ThreadPoolExecutor")));

    @ArchTest
    static final ArchRule nobody_asks_the_environment = noClasses()
            .should()
            .callMethodWhere(target(owner(name("java.lang.System")))
                    .and(target(nameStartingWith("getenv").or(nameStartingWith("getPropert")))));

    @ArchTest
    static final ArchRule dependencies_arrive_through_constructors =
            noFields().should().beAnnotatedWith("jakarta.inject.Inject");
}
