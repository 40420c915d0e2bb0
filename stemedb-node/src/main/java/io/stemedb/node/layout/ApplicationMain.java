package io.stemedb.node.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/**
 * Puts the application into the installed layout: {@code ApplicationMain stemedb-web.war target-directory}.
 *
 * <p>The server reads every class of a WAR at each deployment in search of annotations. The big libraries have none,
 * and the server brings no other version of them; so they move from the WAR to the class path of the process, which
 * saves a second of a start. What commands on a stopped node need besides, for which there is no server, is copied to
 * {@code lib/offline}.
 */
public final class ApplicationMain {
    private static final Pattern MOVED = Pattern.compile("WEB-INF/lib/(guava|failureaccess|caffeine)-\\d.*\\.jar");

    private static final Pattern COPIED = Pattern.compile("WEB-INF/lib/(h2-mvstore|jackson-core)-\\d.*\\.jar");

    private ApplicationMain() {}

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[1]);
        Path libraries = Files.createDirectories(target.resolve("lib"));
        Path offline = Files.createDirectories(libraries.resolve("offline"));
        try (JarFile war = new JarFile(args[0]);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(target.resolve("stemedb-web.war")))) {
            out.setLevel(Deflater.BEST_SPEED);
            for (JarEntry entry : war.stream().toList()) {
                Matcher moved = MOVED.matcher(entry.getName());
                Matcher copied = COPIED.matcher(entry.getName());
                if (copied.matches()) {
                    try (InputStream in = war.getInputStream(entry)) {
                        Files.copy(in, offline.resolve(copied.group(1) + ".jar"), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
                try (InputStream in = war.getInputStream(entry)) {
                    if (moved.matches()) {
                        Files.copy(in, libraries.resolve(moved.group(1) + ".jar"), StandardCopyOption.REPLACE_EXISTING);
                    } else {
                        ZipEntry copy = new ZipEntry(entry.getName());
                        copy.setTime(entry.getTime());
                        out.putNextEntry(copy);
                        in.transferTo(out);
                    }
                }
            }
        }
    }
}
