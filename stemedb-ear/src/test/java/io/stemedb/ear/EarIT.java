package io.stemedb.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the EAR, and what must not be. */
class EarIT {
    private static final String VERSION = System.getProperty("stemedb.version");
    private static final String WAR = "stemedb-web.war";
    private static final Pattern JAR = Pattern.compile("(?:.*/)?(.+?)-\\d[^/]*\\.jar");

    private static Map<String, byte[]> ear;
    private static Map<String, byte[]> war;

    @BeforeAll
    static void open() throws IOException {
        try (ZipFile file = new ZipFile(System.getProperty("stemedb.ear"))) {
            ear = new LinkedHashMap<>();
            for (ZipEntry entry : file.stream().toList()) {
                assertThat(ear.put(entry.getName(), file.getInputStream(entry).readAllBytes()))
                        .as("two of " + entry.getName())
                        .isNull();
            }
        }
        war = entries(ear.get(WAR));
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static List<String> jars(Map<String, byte[]> in, String folder) {
        return in.keySet().stream()
                .filter(name -> name.startsWith(folder) && name.endsWith(".jar"))
                .map(name -> name.substring(folder.length()))
                .sorted()
                .toList();
    }

    private static String name(String jar) {
        Matcher parts = JAR.matcher(jar);
        assertThat(parts.matches()).as(jar).isTrue();
        return parts.group(1);
    }

    @Test
    void lib_holds_the_core_and_its_libraries_and_the_war_what_has_beans_or_pages() {
        assertThat(jars(ear, "lib/").stream().map(EarIT::name))
                .containsExactlyInAnyOrder(
                        "stemedb-ejb", "h2-mvstore", "caffeine", "guava", "failureaccess", "jackson-core");
        assertThat(jars(war, "WEB-INF/lib/"))
                .contains("admin-console-" + VERSION + ".jar", "stemedb-cluster-" + VERSION + ".jar")
                .doesNotContainAnyElementsOf(jars(ear, "lib/"))
                .allMatch(jar -> jar.matches("(admin-console|stemedb-cluster|prometheus-metrics-.*)-\\d.*"));
        assertThat(ear.keySet().stream().filter(name -> !name.startsWith("META-INF/") && !name.endsWith("/")))
                .allMatch(name -> name.equals(WAR) || name.startsWith("lib/"));
    }

    @Test
    void no_class_is_there_twice() throws IOException {
        List<Map<String, byte[]>> parts = new ArrayList<>();
        for (String jar : jars(ear, "lib/")) {
            parts.add(entries(ear.get("lib/" + jar)));
        }
        for (String jar : jars(war, "WEB-INF/lib/")) {
            parts.add(entries(war.get("WEB-INF/lib/" + jar)));
        }
        List<String> classes = Stream.concat(
                        parts.stream().flatMap(part -> part.keySet().stream()),
                        war.keySet().stream().map(name -> name.replaceFirst("^WEB-INF/classes/", "")))
                .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                .toList();

        assertThat(classes).contains("io/stemedb/engine/Engine.class", "io/stemedb/web/StemeApplication.class");
        assertThat(classes).doesNotHaveDuplicates();
    }

    @Test
    void what_a_server_brings_is_not_brought_again() throws IOException {
        for (String jar : jars(ear, "lib/")) {
            assertThat(entries(ear.get("lib/" + jar)).keySet())
                    .as(jar)
                    .noneMatch(name ->
                            name.matches("(jakarta|javax|org/eclipse/microprofile|org/glassfish|com/sun|fish/payara|"
                                    + "com/hazelcast|org/yaml)/.*\\.class"));
        }
    }

    @Test
    void the_application_is_the_root_of_its_server() {
        assertThat(text(ear, "META-INF/application.xml"))
                .contains("https://jakarta.ee/xml/ns/jakartaee")
                .contains("version=\"10\"")
                .contains("<web-uri>" + WAR + "</web-uri>")
                .contains("<context-root>/</context-root>")
                .contains("<library-directory>lib</library-directory>")
                .containsOnlyOnce("<module>");
    }

    @Test
    void our_own_libraries_win_over_the_servers() {
        assertThat(text(war, "WEB-INF/payara-web.xml")).contains("<class-loader delegate=\"false\"/>");
    }

    @Test
    void every_part_is_a_release() {
        assertThat(Stream.concat(ear.keySet().stream(), war.keySet().stream()))
                .noneMatch(name -> name.contains("SNAPSHOT"));
        assertThat(jars(ear, "lib/")).contains("stemedb-ejb-" + VERSION + ".jar");
    }

    private static String text(Map<String, byte[]> in, String name) {
        return new String(in.get(name), UTF_8);
    }
}
