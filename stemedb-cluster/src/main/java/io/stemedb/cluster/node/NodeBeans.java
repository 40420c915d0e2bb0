package io.stemedb.cluster.node;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.intake.Recording;
import io.stemedb.intake.Sources;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Optional;

/**
 * The ports and services of the open node as beans. Whoever injects one is refused as starting until the node is open:
 * a bean is made at its first call, not where it is injected.
 */
@ApplicationScoped
public class NodeBeans {
    /** The port that everything written goes through. */
    @Produces
    @ApplicationScoped
    Recording recording(Node node) {
        return (appends, terms) -> node.engine().recording().submit(appends, terms);
    }

    /** The port that everything is read through. */
    @Produces
    @ApplicationScoped
    AssertionReader reader(Node node) {
        return new AssertionReader() {
            @Override
            public List<Recorded> slot(String conceptPath, String predicate) {
                return node.engine().reader().slot(conceptPath, predicate);
            }

            @Override
            public SlotCursor slots(SlotRange range) {
                return node.engine().reader().slots(range);
            }

            @Override
            public Optional<Recorded> find(AssertionId id) {
                return node.engine().reader().find(id);
            }
        };
    }

    @Produces
    @ApplicationScoped
    Sources sources(Node node) {
        return node.engine().sources();
    }

    @Produces
    @ApplicationScoped
    Gateway gateway(Node node) {
        return node.gateway();
    }

    @Produces
    @ApplicationScoped
    Operations operations(Node node) {
        return node.operations();
    }
}
