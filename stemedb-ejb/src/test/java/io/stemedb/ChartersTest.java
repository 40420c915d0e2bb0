package io.stemedb;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.stemedb.assertion.TrespassingAssertion;
import io.stemedb.lens.TrespassingLens;
import io.stemedb.store.TrespassingStore;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that never fails proves nothing, so each of these classes has to break the charter of its package. */
class ChartersTest {
    static Stream<Class<?>> trespassers() {
        return Stream.concat(
                Stream.of(TrespassingStore.class),
                Stream.of(TrespassingLens.class, TrespassingAssertion.class)
                        .flatMap(all -> Arrays.stream(all.getDeclaredClasses())));
    }

    @ParameterizedTest
    @MethodSource("trespassers")
    void a_class_that_uses_what_its_charter_does_not_name_breaks_it(Class<?> trespasser) {
        JavaClasses classes = new ClassFileImporter().importClasses(trespasser);
        String feature = trespasser.getPackageName().substring("io.stemedb.".length());
        ArchRule charter = switch (feature) {
            case "store" -> ArchitectureTest.store;
            case "lens" -> ArchitectureTest.lens;
            default -> ArchitectureTest.assertion;
        };
        boolean broken = Stream.of(charter, ArchitectureTest.pure_packages_call_nothing_impure)
                .anyMatch(rule -> rule.allowEmptyShould(true).evaluate(classes).hasViolation());
        assertThat(broken).as(trespasser.getName()).isTrue();
    }
}
