package io.stemedb.recorder;

/** Lets a test do what the writer's thread does when nothing is waiting. */
public final class Idle {
    private Idle() {}

    public static void rest(Database database) {
        database.recorder().rest();
    }
}
