package io.stemedb.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where StemeDB is installed. Nothing in it changes when a node runs, so that any
 * number of nodes share it.
 */
record Layout(Path home) {

    /** The layout that {@code bin/stemedb-node} has found. */
    static Layout found() {
        // The place of this class would not do: the JVM's kept classes remember the place they were first loaded from.
        return new Layout(Path.of(System.getProperty("stemedb.home", ".")).toAbsolutePath());
    }

    /** The application. */
    Path war() {
        return home.resolve("stemedb-web.war");
    }

    /** The jar whose class path is the server. */
    Path serverJar() {
        return home.resolve("payara-boot.jar");
    }

    /** What a server's configuration is made from. */
    Path serverConfiguration() {
        return home.resolve("server-config");
    }

    /** The claims that {@code --sample} loads. */
    Path sample() {
        return home.resolve("sample/countries.ndjson");
    }

    /** The version of this build. */
    static String version() {
        try (InputStream in = Layout.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether the build was complete. */
    void refuseIncomplete() throws StartRefused {
        for (Path part : new Path[] {war(), serverJar(), serverConfiguration()}) {
            if (!Files.exists(part)) {
                throw new StartRefused("this installation is incomplete: " + part + " is missing; build StemeDB again");
            }
        }
    }
}
