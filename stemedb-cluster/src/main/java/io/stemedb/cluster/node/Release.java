package io.stemedb.cluster.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which release this is. */
public final class Release {
    private static final String WRITTEN_BY_THE_BUILD = "/META-INF/maven/io.stemedb/stemedb-ejb/pom.properties";

    private Release() {}

    /** The version, or {@code development} if the classes come from no jar. */
    public static String version() {
        try (InputStream in = io.stemedb.engine.Engine.class.getResourceAsStream(WRITTEN_BY_THE_BUILD)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
