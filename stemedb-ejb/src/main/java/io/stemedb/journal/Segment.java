package io.stemedb.journal;

/**
 * A journal segment, or a copy of the part of it that counts.
 *
 * @param number also the name of its file
 * @param store the store incarnation that wrote it
 * @param fromLsn where its frames begin
 * @param toLsn where they end, exclusive
 */
public record Segment(long number, long store, long fromLsn, long toLsn) {
    /** The name of its file in a journal. */
    public String fileName() {
        return SegmentHeader.fileName(number);
    }

    /** Bytes of a copy: nothing of the unused end. */
    public long bytes() {
        return SegmentHeader.BYTES + toLsn - fromLsn;
    }

    /** The same, ending sooner. */
    public Segment until(long lsn) {
        return new Segment(number, store, fromLsn, Math.min(toLsn, lsn));
    }

    SegmentHeader header() {
        return new SegmentHeader(number, store, fromLsn);
    }
}
