package io.stemedb.cluster;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.stemedb.Charters.charter;
import static io.stemedb.Charters.pureCalls;
import static io.stemedb.Charters.pureCharter;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.stemedb.cluster.operations.Operations;
import java.util.Set;

/** The charters of this module's packages, executable: what a charter does not name, its package does not use. */
@AnalyzeClasses(
        packages = "io.stemedb.cluster",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutGenerated.class})
class ArchitectureTest {
    /** What is made of {@code stemedb.proto} has no charter: it is what its generator makes of it. */
    static final class WithoutGenerated implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/cluster/grpc/wire/");
        }
    }

    private static final String REFUSAL = "io.stemedb.refusal";
    private static final String WORK = "io.stemedb.task";
    private static final String TASK = "io.stemedb.cluster.task";
    private static final String MEMBER = "io.stemedb.cluster.member";
    private static final String PLACEMENT = "io.stemedb.cluster.placement";
    private static final String AGREEMENT = "io.stemedb.cluster.agreement";
    private static final String RETIREMENT = "io.stemedb.cluster.retirement";
    private static final String PEER = "io.stemedb.cluster.peer";
    private static final String LOOP = "io.stemedb.cluster.loop";
    private static final String FACT = "io.stemedb.cluster.fact";
    private static final String HEARTBEAT = "io.stemedb.cluster.heartbeat";
    private static final String SITUATION = "io.stemedb.cluster.situation";
    private static final String COPIES = "io.stemedb.cluster.copies";
    private static final String COMPARE = "io.stemedb.cluster.compare";
    private static final String SYNC = "io.stemedb.cluster.sync";
    private static final String REPLICATION = "io.stemedb.cluster.replication";
    private static final String LAG = "io.stemedb.cluster.lag";
    private static final String SCATTER = "io.stemedb.cluster.scatter";
    private static final String FEED = "io.stemedb.cluster.feed";
    private static final String JOIN = "io.stemedb.cluster.join";
    private static final String MOVE = "io.stemedb.cluster.move";
    private static final String CHANGE = "io.stemedb.cluster.change";
    private static final String BACKUP = "io.stemedb.cluster.backup";
    private static final String GATEWAY = "io.stemedb.cluster.gateway";
    private static final String GRPC = "io.stemedb.cluster.grpc";
    private static final String ASSERTION = "io.stemedb.assertion";
    private static final String RECORD = "io.stemedb.record";
    private static final String PROGRESS = "io.stemedb.progress";
    private static final String READING = "io.stemedb.reading";
    private static final String QUERY = "io.stemedb.query";
    private static final String INTAKE = "io.stemedb.intake";
    private static final String RECORDER = "io.stemedb.recorder";
    private static final String STORE = "io.stemedb.store";
    private static final String JSON = "io.stemedb.json";
    private static final String OVERVIEW = "io.stemedb.cluster.overview";
    private static final String VIEW = "io.stemedb.cluster.view";
    private static final String OPERATIONS = "io.stemedb.cluster.operations";
    private static final String NODE = "io.stemedb.cluster.node";
    private static final String ACCESS = "io.stemedb.cluster.access";
    private static final String TOKENS = "io.stemedb.access";
    private static final String HAZELCAST = "io.stemedb.cluster.hazelcast";

    /** Of the store: what shards hold, and what stands in the status of an engine. */
    private static final DescribedPredicate<JavaClass> WORDS_OF_AN_ENGINE = DescribedPredicate.describe(
            "words in which an engine answers",
            type -> Set.of("ShardState", "ShardHolding", "StoreStatistics", "Damage", "MergeDebt", "StoppedStore")
                    .contains(type.getName().replaceAll(".*\\.|\\$.*", "")));

    @ArchTest
    static final ArchRule task = charter(TASK, WORK, JSON, REFUSAL);

    @ArchTest
    static final ArchRule member = pureCharter(MEMBER);

    @ArchTest
    static final ArchRule placement = pureCharter(PLACEMENT, MEMBER);

    @ArchTest
    static final ArchRule agreement = pureCharter(AGREEMENT, MEMBER, INTAKE, REFUSAL);

    @ArchTest
    static final ArchRule retirement = charter(
            RETIREMENT,
            MEMBER,
            SITUATION,
            COPIES,
            SYNC,
            PEER,
            LOOP,
            ASSERTION,
            RECORD,
            PROGRESS,
            STORE,
            JSON,
            "io.stemedb.files",
            REFUSAL);

    @ArchTest
    static final ArchRule rooms_that_decide_ask_nothing_of_the_world = pureCalls(MEMBER, PLACEMENT, AGREEMENT);

    @ArchTest
    static final ArchRule peer = charter(PEER, AGREEMENT, ASSERTION, RECORD, PROGRESS, READING, INTAKE, REFUSAL);

    @ArchTest
    static final ArchRule loop = charter(LOOP);

    @ArchTest
    static final ArchRule fact =
            charter(FACT, TOKENS, ASSERTION, JSON, RECORD, READING, RECORDER, INTAKE, REFUSAL, PEER, LOOP);

    @ArchTest
    static final ArchRule access = charter(ACCESS, TOKENS, REFUSAL);

    @ArchTest
    static final ArchRule heartbeat = charter(HEARTBEAT, PEER, LOOP, REFUSAL);

    @ArchTest
    static final ArchRule situation = pureCharter(SITUATION, FACT, MEMBER, AGREEMENT, PEER, ASSERTION, INTAKE);

    @ArchTest
    static final ArchRule copies = charter(
            COPIES,
            AGREEMENT,
            ASSERTION,
            PROGRESS,
            "io.stemedb.merkle",
            RECORD,
            RECORDER,
            STORE,
            "io.stemedb.files",
            JSON,
            REFUSAL,
            PEER);

    @ArchTest
    static final ArchRule sync = charter(
            SYNC, ASSERTION, PROGRESS, RECORD, RECORDER, STORE, REFUSAL, FACT, MEMBER, PEER, COPIES, HEARTBEAT,
            SITUATION, AGREEMENT, LOOP);

    @ArchTest
    static final ArchRule compare =
            charter(COMPARE, ASSERTION, "io.stemedb.merkle", RECORD, REFUSAL, WORK, MEMBER, PEER, SITUATION);

    @ArchTest
    static final ArchRule replication =
            charter(REPLICATION, ASSERTION, RECORD, RECORDER, INTAKE, REFUSAL, MEMBER, PEER, SITUATION, LOOP);

    @ArchTest
    static final ArchRule lag =
            charter(LAG, PROGRESS, PEER, COPIES, HEARTBEAT, SITUATION, MEMBER, SYNC, REPLICATION, LOOP);

    @ArchTest
    static final ArchRule scatter = charter(
            SCATTER, ASSERTION, RECORD, READING, PROGRESS, INTAKE, QUERY, JSON, REFUSAL, PEER, SITUATION, AGREEMENT);

    @ArchTest
    static final ArchRule feed = charter(
            FEED,
            ASSERTION,
            "io.stemedb.feed",
            "io.stemedb.journal",
            PROGRESS,
            RECORD,
            RECORDER,
            STORE,
            REFUSAL,
            PEER,
            SCATTER,
            SITUATION);

    @ArchTest
    static final ArchRule join = charter(JOIN, JSON, FACT, MEMBER, PEER, SITUATION);

    @ArchTest
    static final ArchRule move = charter(MOVE, AGREEMENT, ASSERTION, FACT, MEMBER, PLACEMENT, PEER, SITUATION);

    @ArchTest
    static final ArchRule change =
            charter(CHANGE, AGREEMENT, ASSERTION, JSON, REFUSAL, WORK, FACT, MEMBER, MOVE, PEER, PLACEMENT, SITUATION);

    @ArchTest
    static final ArchRule backup = charter(BACKUP, PEER, "io.stemedb.backupset", JSON, "io.stemedb.files", WORK);

    @ArchTest
    static final ArchRule gateway =
            pureCharter(GATEWAY, ASSERTION, SITUATION, MEMBER, MOVE, PLACEMENT, FACT, PEER, OPERATIONS, TASK);

    @ArchTest
    static final ArchRule view =
            charter(VIEW, "jakarta.json.bind..", "io.stemedb.access", JSON, GATEWAY, TASK, COMPARE);

    @ArchTest
    static final ArchRule grpc = charter(
            GRPC,
            "io.grpc..",
            "javax.crypto..",
            "com.google.protobuf..",
            "com.google.common.util.concurrent",
            GRPC + ".wire",
            AGREEMENT,
            ASSERTION,
            RECORD,
            PROGRESS,
            READING,
            INTAKE,
            REFUSAL,
            PEER);

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
            GATEWAY,
            SITUATION,
            CHANGE,
            FACT,
            "io.stemedb.archive",
            "io.stemedb.backup",
            "io.stemedb.engine",
            "io.stemedb.scrub",
            "io.stemedb.store",
            REFUSAL);

    @ArchTest
    static final ArchRule node = charter(
            NODE,
            "io.stemedb.cluster..",
            TOKENS,
            "io.stemedb.audit",
            "io.stemedb.engine",
            "io.stemedb.files",
            "io.stemedb.json",
            "io.stemedb.merkle",
            "io.stemedb.record",
            "io.stemedb.recorder",
            "io.stemedb.intake",
            "io.stemedb.reading",
            "io.stemedb.query",
            "io.stemedb.feed",
            "io.stemedb.progress",
            "io.stemedb.settings",
            "io.stemedb.journal",
            "io.stemedb.archive",
            "io.stemedb.backup",
            "io.stemedb.backupset",
            "io.stemedb.scrub",
            "io.stemedb.store",
            "io.stemedb.assertion",
            REFUSAL,
            "jakarta.annotation",
            "jakarta.enterprise..",
            "jakarta.inject",
            "jakarta.servlet..",
            "org.eclipse.microprofile.config..");

    @ArchTest
    static final ArchRule hazelcast = charter(HAZELCAST, "javax.crypto..", "com.hazelcast..");

    @ArchTest
    static final ArchRule one_package_knows_hazelcast = noClasses()
            .that()
            .resideOutsideOfPackage(HAZELCAST)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.hazelcast..");

    @ArchTest
    static final ArchRule no_package_is_without_a_charter = classes()
            .should()
            .resideInAnyPackage(
                    MEMBER,
                    LAG,
                    BACKUP,
                    PLACEMENT,
                    AGREEMENT,
                    RETIREMENT,
                    PEER,
                    LOOP,
                    FACT,
                    HEARTBEAT,
                    SITUATION,
                    COPIES,
                    SYNC,
                    COMPARE,
                    REPLICATION,
                    SCATTER,
                    FEED,
                    JOIN,
                    MOVE,
                    CHANGE,
                    GATEWAY,
                    GRPC,
                    HAZELCAST,
                    TASK,
                    OVERVIEW,
                    OPERATIONS,
                    ACCESS,
                    VIEW,
                    NODE);

    @ArchTest
    static final ArchRule features_do_not_form_a_cycle =
            slices().matching("io.stemedb.cluster.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_node_operations_and_what_moves_bytes_start_threads_and_read_the_clock = noClasses()
            .that()
            .areNotAssignableTo(Operations.class)
            .and()
            .resideOutsideOfPackages(NODE, LOOP, GRPC, HAZELCAST)
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
            .resideOutsideOfPackages(NODE, COPIES, SYNC, FEED)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.stemedb.store")
                    .and(DescribedPredicate.not(WORDS_OF_AN_ENGINE)));
}
