package io.stemedb.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The charters of this module's packages, executable. */
@AnalyzeClasses(packages = "io.stemedb.web", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String WEB = "io.stemedb.web";
    private static final String BACKUP = "io.stemedb.backup";
    private static final String NODE = "io.stemedb.cluster.node";
    private static final String READING = "io.stemedb.web.reading";
    private static final String REQUEST = WEB + ".request";
    private static final String ANSWER = WEB + ".answer";
    private static final String PROBLEM = WEB + ".problem";
    private static final String DIRECT = WEB + ".direct";
    private static final String JSON = "io.stemedb.json";
    private static final String CLUSTER = "io.stemedb.cluster..";
    private static final String REFUSAL = "io.stemedb.refusal";
    private static final String JAX_RS = "jakarta.ws.rs..";
    private static final String SERVLET = "jakarta.servlet..";

    /** What an engine offers, and the words in its answers. */
    private static final String[] CORE = {
        JSON,
        REFUSAL,
        "io.stemedb.archive",
        "io.stemedb.assertion",
        "io.stemedb.engine",
        "io.stemedb.feed",
        "io.stemedb.intake",
        "io.stemedb.merkle",
        "io.stemedb.progress",
        "io.stemedb.query",
        "io.stemedb.recorder",
        "io.stemedb.scrub",
        "io.stemedb.settings",
        "io.stemedb.source",
        "io.stemedb.store"
    };

    @ArchTest
    static final ArchRule web = charter(WEB, JAX_RS);

    @ArchTest
    static final ArchRule answer = charter(ANSWER, JSON, "io.stemedb.cluster.view", JAX_RS);

    @ArchTest
    static final ArchRule assertion =
            charter(WEB + ".assertion", core(NODE, REQUEST, READING, ANSWER, DIRECT, PROBLEM, SERVLET, JAX_RS));

    @ArchTest
    static final ArchRule access = charter(
            WEB + ".access",
            core(
                    "io.stemedb.access",
                    "io.stemedb.audit",
                    "io.stemedb.cluster.access",
                    "io.stemedb.cluster.operations",
                    "io.stemedb.cluster.view",
                    NODE,
                    REQUEST,
                    ANSWER,
                    DIRECT,
                    PROBLEM,
                    SERVLET,
                    JAX_RS,
                    "io.prometheus.metrics.."));

    @ArchTest
    static final ArchRule call = charter(WEB + ".call", DIRECT, PROBLEM, REQUEST, SERVLET, "io.prometheus.metrics..");

    @ArchTest
    static final ArchRule direct = charter(DIRECT, JSON, REFUSAL, "io.stemedb.query", PROBLEM, REQUEST, SERVLET);

    @ArchTest
    static final ArchRule early = charter(WEB + ".early", SERVLET);

    @ArchTest
    static final ArchRule feed = charter(WEB + ".feed", core(NODE, REQUEST, READING, DIRECT, PROBLEM, SERVLET));

    @ArchTest
    static final ArchRule health = charter(
            WEB + ".health", core(NODE, BACKUP, REQUEST, ANSWER, SERVLET, JAX_RS, "org.eclipse.microprofile.health.."));

    @ArchTest
    static final ArchRule metrics = charter(
            WEB + ".metrics",
            core(
                    NODE,
                    BACKUP,
                    "io.stemedb.cluster.sync",
                    "io.stemedb.cluster.compare",
                    SERVLET,
                    "io.prometheus.metrics.."));

    @ArchTest
    static final ArchRule openapi =
            charter(WEB + ".openapi", JSON, REFUSAL, PROBLEM, REQUEST, SERVLET, "org.yaml.snakeyaml..");

    @ArchTest
    static final ArchRule problem = charter(PROBLEM, REFUSAL, JSON, ANSWER, SERVLET, JAX_RS);

    @ArchTest
    static final ArchRule query = charter(WEB + ".query", core(NODE, REQUEST, READING, DIRECT, PROBLEM, SERVLET));

    @ArchTest
    static final ArchRule reading = charter(READING, core(NODE, REQUEST, SERVLET));

    @ArchTest
    static final ArchRule cluster =
            charter(WEB + ".cluster", core(CLUSTER, NODE, REQUEST, ANSWER, PROBLEM, WEB + ".task", SERVLET, JAX_RS));

    @ArchTest
    static final ArchRule request = charter(REQUEST, "io.stemedb.assertion", JSON, REFUSAL, SERVLET, JAX_RS);

    @ArchTest
    static final ArchRule source =
            charter(WEB + ".source", core(NODE, REQUEST, READING, ANSWER, DIRECT, SERVLET, JAX_RS));

    @ArchTest
    static final ArchRule shard =
            charter(WEB + ".shard", core(CLUSTER, NODE, REQUEST, ANSWER, PROBLEM, SERVLET, JAX_RS));

    @ArchTest
    static final ArchRule task = charter(WEB + ".task", core(CLUSTER, NODE, REQUEST, ANSWER, PROBLEM, SERVLET, JAX_RS));

    @ArchTest
    static final ArchRule start = charter(WEB + ".start", ANSWER, REQUEST, SERVLET, JAX_RS);

    @ArchTest
    static final ArchRule no_package_is_without_a_charter = classes()
            .should()
            .resideInAnyPackage(
                    WEB,
                    ANSWER,
                    WEB + ".access",
                    WEB + ".assertion",
                    WEB + ".call",
                    DIRECT,
                    WEB + ".early",
                    WEB + ".feed",
                    WEB + ".health",
                    WEB + ".metrics",
                    WEB + ".openapi",
                    PROBLEM,
                    WEB + ".query",
                    WEB + ".cluster",
                    READING,
                    REQUEST,
                    WEB + ".shard",
                    WEB + ".source",
                    WEB + ".start",
                    WEB + ".task");

    private static ArchRule charter(String of, String... mayUse) {
        return classes()
                .that()
                .resideInAPackage(of)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(mayUse, of, "java..", "jakarta.inject", "jakarta.enterprise.."));
    }

    private static String[] core(String... more) {
        return with(CORE, more);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

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
    static final ArchRule nobody_reads_the_configuration =
            noClasses().should().dependOnClassesThat().areAssignableTo(Config.class);

    /** Health and metrics show what a node is, so they see more of it than its beans. */
    @ArchTest
    static final ArchRule resources_reach_the_node_through_its_beans = noClasses()
            .that()
            .resideOutsideOfPackages(WEB + ".health", WEB + ".metrics")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.stemedb\\.(engine\\.Engine|cluster\\.node\\.Node(State|Config)?)");

    @ArchTest
    static final ArchRule nobody_reaches_past_the_engine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.stemedb.journal..", "io.stemedb.files..", "org.h2..");
}
