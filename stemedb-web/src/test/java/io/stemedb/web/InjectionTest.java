package io.stemedb.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What each resource and servlet is given. A new row here is a decision: a surface reaches the node through few beans.
 */
class InjectionTest {
    private static final Set<String> TO_WRITE = Set.of("Intake");
    private static final Set<String> TO_READ = Set.of("Reads");
    private static final Set<String> TO_OPERATE = Set.of("Operations");

    @Test
    void each_resource_is_given_the_beans_it_needs_and_nothing_else() {
        Map<String, Set<String>> given = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.stemedb.web")
                .forEach(type -> note(type, given));

        assertThat(given)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("AssertServlet", TO_WRITE),
                        Map.entry("BatchServlet", TO_WRITE),
                        Map.entry("RetractServlet", TO_WRITE),
                        Map.entry("QueryServlet", TO_READ),
                        Map.entry("QueryBatchServlet", TO_READ),
                        Map.entry("ContradictionsServlet", TO_READ),
                        Map.entry("ConceptsResource", TO_READ),
                        Map.entry("AssertionResource", TO_READ),
                        Map.entry("HistoryResource", TO_READ),
                        Map.entry("ExportServlet", TO_READ),
                        Map.entry("ChangesServlet", TO_READ),
                        Map.entry("SourceResource", TO_READ),
                        Map.entry("RegisterSourceFilter", Set.of("Sources", "Intake")),
                        Map.entry("BackupResource", Set.of("Operations", "Gateway")),
                        Map.entry("CompactResource", TO_OPERATE),
                        Map.entry("ScrubResource", TO_OPERATE),
                        Map.entry("SyncResource", Set.of("Operations", "Gateway")),
                        Map.entry("TaskResource", Set.of("Gateway")),
                        Map.entry("ShardResource", Set.of("Operations", "Gateway")),
                        Map.entry("DebugResource", Set.of("Gateway")),
                        Map.entry("ClusterResource", Set.of("Gateway")),
                        Map.entry("ChangeResource", Set.of("Operations", "Gateway")),
                        Map.entry("ForgetSeedResource", Set.of("Operations", "Gateway")),
                        Map.entry("AccessFilter", Set.of("Access", "AuditTrail")),
                        Map.entry("AuditTrail", Set.of("Access", "PrometheusRegistry")),
                        Map.entry("TokenResource", Set.of("Access")),
                        Map.entry("EventsResource", Set.of("Access", "Operations")),
                        Map.entry("HealthResource", Set.of("Node")),
                        Map.entry("HealthChecks", Set.of("Node")),
                        Map.entry("NodeMetrics", Set.of("Node", "PrometheusRegistry")),
                        Map.entry("ClusterMetrics", Set.of("Node", "PrometheusRegistry")),
                        Map.entry("MetricsFilter", Set.of("PrometheusRegistry")),
                        Map.entry("CallMetrics", Set.of("PrometheusRegistry")),
                        Map.entry("CallFilter", Set.of("CallMetrics")))));
    }

    private static void note(JavaClass type, Map<String, Set<String>> given) {
        for (JavaConstructor constructor : type.getConstructors()) {
            if (constructor.isAnnotatedWith(Inject.class)) {
                Set<String> names = new TreeSet<>();
                constructor.getRawParameterTypes().forEach(parameter -> names.add(parameter.getSimpleName()));
                given.put(type.getSimpleName(), names);
            }
        }
    }
}
