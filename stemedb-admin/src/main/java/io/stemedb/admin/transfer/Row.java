package io.stemedb.admin.transfer;

/**
 * One claim of a file.
 *
 * @param line the number of its first line, from 1
 * @param end where the next one begins, in bytes from the begin of the file
 * @param json the claim on one line; null if it is none
 * @param text what stands in the file
 * @param fault why it is no claim; null if it may be one
 */
record Row(long line, long end, String json, String text, String fault) {
    boolean isFaulty() {
        return fault != null;
    }
}
