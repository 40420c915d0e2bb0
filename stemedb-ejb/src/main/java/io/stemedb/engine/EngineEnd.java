package io.stemedb.engine;

/**
 * The application's word to the launcher that the engine of this process has been closed. Each has this class from a
 * class loader of its own, so the word goes through the system properties.
 */
public final class EngineEnd {
    private static final String PROPERTY = "io.stemedb.engine.closed";

    private EngineEnd() {}

    /** From now on nothing of the data directory is written. */
    public static void tell() {
        System.setProperty(PROPERTY, "true");
    }

    /** Whether that was told. */
    public static boolean isTold() {
        return Boolean.getBoolean(PROPERTY);
    }
}
