package io.stemedb.promise;

/**
 * The content of a claim, as a client sends it and finds it again in an answer. The same content sent twice is one
 * claim.
 *
 * @param path its concept path
 * @param words the rest of it
 */
public record Said(String path, String words) {
    @Override
    public String toString() {
        return path + " \"" + words + '"';
    }
}
