package io.stemedb.settings;

/**
 * One thing wrong with the configuration.
 *
 * @param key the name to look for, in the words of the configuration
 * @param problem what is wrong and what would be right
 */
public record Fault(String key, String problem) {
    @Override
    public String toString() {
        return key + ": " + problem;
    }
}
