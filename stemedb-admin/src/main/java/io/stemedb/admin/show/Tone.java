package io.stemedb.admin.show;

/** What a word says of a state; a terminal shows it as a colour. */
public enum Tone {
    PLAIN(""),
    GOOD("32"),
    WARNING("33"),
    BAD("31"),
    FAINT("2"),
    TITLE("1");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** The text in this colour. */
    String colour(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** The tone of a state of a node, a shard, a copy or a task. */
    public static Tone of(String state) {
        if (state == null) {
            return PLAIN;
        }
        return switch (state) {
            case "Alive", "UP", "healthy", "filled", "succeeded", "idle" -> GOOD;
            case "Suspect", "SUSPECT", "Draining", "degraded", "filling", "unknown", "queued", "handing-over" ->
                WARNING;
            case "Dead", "DOWN", "unhealthy", "damaged", "lost", "failed", "aborted" -> BAD;
            case "Removed" -> FAINT;
            default -> PLAIN;
        };
    }
}
