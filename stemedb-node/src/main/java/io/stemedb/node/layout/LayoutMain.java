package io.stemedb.node.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Makes the server part of the installed layout out of the server's distribution:
 * {@code LayoutMain payara-micro.jar target-directory}.
 */
public final class LayoutMain {
    private static final String RUNTIME = "MICRO-INF/runtime/";
    private static final String DOMAIN = "MICRO-INF/domain/";
    private static final List<String> CONFIGURATION = List.of("login.conf", "server.policy", "keyfile");
    private static final List<String> KEY_STORES = List.of("keystore.p12", "cacerts.p12");

    private LayoutMain() {}

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Path target = Files.createDirectories(Path.of(args[1]));
        try (JarFile distribution = new JarFile(args[0])) {
            server(distribution, target.resolve("payara.jar"));
            boot(distribution, target.resolve("payara-boot.jar"));
            configuration(distribution, Files.createDirectories(target.resolve("server-config")));
        }
    }

    private static void server(JarFile distribution, Path file) throws IOException {
        List<ZipEntry> jars = distribution.stream()
                .<ZipEntry>map(entry -> entry)
                .filter(entry ->
                        entry.getName().startsWith(RUNTIME) && entry.getName().endsWith(".jar"))
                .sorted((one, other) -> one.getName().compareTo(other.getName()))
                .toList();
        try (JoinedJar server = new JoinedJar(file)) {
            for (ZipEntry jar : jars) {
                try (InputStream in = distribution.getInputStream(jar)) {
                    server.add(in);
                }
            }
        }
    }

    /**
     * The few classes around the server, in a jar of their own: the server walks through all entries of the jar they
     * are in.
     */
    private static void boot(JarFile distribution, Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "payara.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (ZipEntry entry : distribution.stream()
                    .filter(each ->
                            each.getName().matches("fish/payara/micro/.*\\.class|MICRO-INF/[a-z-]*\\.(properties|txt)"))
                    .toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = distribution.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
    }

    private static void configuration(JarFile distribution, Path target) throws IOException, GeneralSecurityException {
        for (String name : CONFIGURATION) {
            try (InputStream in = distribution.getInputStream(distribution.getEntry(DOMAIN + name));
                    OutputStream out = Files.newOutputStream(target.resolve(name))) {
                in.transferTo(out);
            }
        }
        // The server opens both stores at every start. Nothing here speaks TLS yet, and decrypting the 140 certificates
        // they
        // come with takes 0.7 s of processor time; so they are empty, with the cheapest seal.
        System.setProperty("keystore.pkcs12.macIterationCount", "1");
        for (String name : KEY_STORES) {
            KeyStore empty = KeyStore.getInstance("PKCS12");
            empty.load(null, null);
            try (OutputStream out = Files.newOutputStream(target.resolve(name))) {
                empty.store(out, "changeit".toCharArray());
            }
        }
    }
}
