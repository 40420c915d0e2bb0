package io.stemedb;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules that say what a package may use, and by that forbid everything else. */
public final class Charters {
    private static final String[] PLAIN_JAVA = {
        "java.lang",
        "java.lang.annotation",
        "java.lang.invoke",
        "java.lang.runtime",
        "java.math",
        "java.nio",
        "java.nio.charset",
        "java.util",
        "java.util.function",
        "java.util.random", // only its interface: who calls hands it in
        "java.util.regex",
        "java.util.stream"
    };

    /** Classes beside those packages that only compute. */
    private static final Set<String> PLAIN_CLASSES = Set.of(
            "java.io.IOException",
            "java.io.OutputStream",
            "java.io.UncheckedIOException",
            "java.net.URLDecoder",
            "java.net.URLEncoder",
            "java.security.MessageDigest",
            "java.security.NoSuchAlgorithmException");

    /** Classes in those packages whose answer depends on more than what they are asked. */
    private static final Set<String> WORLDLY_CLASSES = Set.of(
            "java.lang.ClassLoader",
            "java.lang.InheritableThreadLocal",
            "java.lang.Module",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.util.Calendar",
            "java.util.Currency",
            "java.util.Date",
            "java.util.GregorianCalendar",
            "java.util.Random",
            "java.util.ResourceBundle",
            "java.util.Scanner",
            "java.util.ServiceLoader",
            "java.util.SplittableRandom",
            "java.util.TimeZone",
            "java.util.Timer",
            "java.util.TimerTask",
            "java.util.UUID",
            "java.util.random.RandomGeneratorFactory");

    private static final Map<String, Set<String>> WORLDLY_METHODS = Map.of(
            "java.lang.Math", Set.of("random"),
            "java.lang.StrictMath", Set.of("random"),
            "java.lang.Boolean", Set.of("getBoolean"),
            "java.lang.Integer", Set.of("getInteger"),
            "java.lang.Long", Set.of("getLong"),
            "java.lang.Class", Set.of("forName", "getResource", "getResourceAsStream"),
            "java.util.Collections", Set.of("shuffle"),
            "java.util.Locale", Set.of("getDefault", "setDefault"),
            "java.util.random.RandomGenerator", Set.of("getDefault", "of"));

    private static final Set<String> PLAIN_METHODS_OF_SYSTEM = Set.of("arraycopy", "identityHashCode");

    private Charters() {}

    /** The classes of a package use these packages, their own and {@code java.*}. */
    public static ArchRule charter(String of, String... mayUse) {
        return only(of, resideInAnyPackage(with(mayUse, of, "java..")));
    }

    /** As {@link #charter}, but of {@code java.*} only what gives the same output for the same input. */
    public static ArchRule pureCharter(String of, String... mayUse) {
        return only(of, resideInAnyPackage(with(mayUse, of)).or(plainJava()));
    }

    private static ArchRule only(String of, DescribedPredicate<JavaClass> mayUse) {
        return classes().that().resideInAPackage(of).should(onlyDependOnClassesThat(mayUse));
    }

    /** The classes of these packages call nothing that asks the clock, chance, the environment or a resource. */
    public static ArchRule pureCalls(String... of) {
        return ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage(of)
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe("asks the world", (JavaMethodCall call) -> asksTheWorld(call)));
    }

    private static boolean asksTheWorld(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        return owner.equals("java.lang.System")
                ? !PLAIN_METHODS_OF_SYSTEM.contains(call.getName())
                : WORLDLY_METHODS.getOrDefault(owner, Set.of()).contains(call.getName());
    }

    private static DescribedPredicate<JavaClass> plainJava() {
        return resideInAnyPackage(PLAIN_JAVA)
                .and(named(WORLDLY_CLASSES).negate())
                .or(named(PLAIN_CLASSES))
                .as("java without clock, chance, threads, environment and I/O");
    }

    static DescribedPredicate<JavaClass> named(Set<String> names) {
        return DescribedPredicate.describe("named " + names, type -> names.contains(type.getName()));
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(more), Arrays.stream(some)).toArray(String[]::new);
    }
}
