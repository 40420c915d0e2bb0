package io.stemedb.node.layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Many jars as one: the server's own 300, or those of a library. A class or resource that is not there makes the class
 * loader look into every jar of the class path, thousands of times in a start; with one jar of the server a start takes
 * about a third less processor time.
 *
 * <p>The first copy of an entry wins, as on a class path. What is looked up in all jars at once is joined: service
 * files and the descriptors of the server's parts.
 */
final class JoinedJar implements AutoCloseable {
    private static final FileTime ONE_TIME = FileTime.fromMillis(1_767_225_600_000L);

    private final JarOutputStream out;
    private final Set<String> written = new HashSet<>();
    private final Map<String, ByteArrayOutputStream> joined = new TreeMap<>();

    JoinedJar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        out = new JarOutputStream(Files.newOutputStream(file), manifest);
        out.setLevel(Deflater.BEST_SPEED);
        written.add("META-INF/MANIFEST.MF");
    }

    /** Takes over everything of one jar that has not come from an earlier one. */
    void add(InputStream jar) throws IOException {
        ZipInputStream entries = new ZipInputStream(jar);
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            String name = entry.getName();
            if (entry.isDirectory() || isLeftOut(name)) {
                continue;
            }
            if (isJoined(name)) {
                ByteArrayOutputStream all = joined.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                all.write(name.equals(Initializers.FILE) ? Initializers.ofTheServer(entries) : entries.readAllBytes());
                all.write('\n');
            } else if (written.add(name)) {
                put(name);
                entries.transferTo(out);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (var all : joined.entrySet()) {
            put(all.getKey());
            all.getValue().writeTo(out);
        }
        out.close();
    }

    private void put(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(ONE_TIME);
        out.putNextEntry(entry);
    }

    private static boolean isJoined(String name) {
        return name.startsWith("META-INF/services/") || name.startsWith("META-INF/hk2-locator/");
    }

    /** Signatures would not match the new jar, and module descriptors say nothing on a class path. */
    private static boolean isLeftOut(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.equals("META-INF/MANIFEST.MF")
                || upper.endsWith("MODULE-INFO.CLASS")
                || upper.startsWith("META-INF/MAVEN/")
                || upper.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
    }
}
