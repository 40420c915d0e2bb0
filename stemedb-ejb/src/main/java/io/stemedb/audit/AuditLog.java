package io.stemedb.audit;

import io.stemedb.audit.AuditFiles.Place;
import io.stemedb.files.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record of a node: files of their own for each kind of events, so that no flood of one kind pushes those of
 * another out, read as one. Any thread may write and read.
 */
public final class AuditLog implements Closeable {
    /** The folder in a data directory. */
    public static final String FOLDER = "audit";

    private final Map<AuditKind, AuditFiles> files = new EnumMap<>(AuditKind.class);

    /**
     * Touches nothing yet.
     *
     * @param fileBytes after which the next file begins
     * @param most files that are kept of each kind
     */
    public AuditLog(Disk disk, Path folder, long fileBytes, int most) {
        for (AuditKind kind : AuditKind.values()) {
            files.put(kind, new AuditFiles(disk, folder, kind.word(), fileBytes, most));
        }
    }

    /** A page of the record, the newest first. */
    public record Page(List<AuditEvent> events, Optional<String> next) {}

    /**
     * Adds events of one kind, durably, by one force.
     *
     * @throws IOException if they cannot be written; the next ones are tried anew
     */
    public void append(AuditKind kind, List<AuditEvent> events) throws IOException {
        files.get(kind).append(events);
    }

    /**
     * Reads back from a place, the newest first.
     *
     * @param cursor the {@code next} of the page before; null for the end of the record
     * @throws IllegalArgumentException if it is no such cursor
     */
    public Page read(String cursor, int limit) throws IOException {
        AuditKind[] kinds = AuditKind.values();
        String[] from = cursor == null ? new String[] {"", "", ""} : cursor.split("\\.", -1);
        if (from.length != kinds.length) {
            throw new IllegalArgumentException("no cursor of this call");
        }
        List<Deque<Place>> heads = new ArrayList<>();
        for (int i = 0; i < kinds.length; i++) {
            heads.add(new ArrayDeque<>(files.get(kinds[i]).read(from[i], limit + 1)));
        }
        List<AuditEvent> events = new ArrayList<>();
        while (events.size() < limit) {
            int newest = newest(heads);
            if (newest < 0) {
                return new Page(events, Optional.empty());
            }
            Place place = heads.get(newest).remove();
            from[newest] = place.words();
            events.add(place.event());
        }
        return new Page(events, newest(heads) < 0 ? Optional.empty() : Optional.of(String.join(".", from)));
    }

    /** Of each kind the order of the files counts: a clock may have been set back. */
    private static int newest(List<Deque<Place>> heads) {
        int newest = -1;
        for (int i = 0; i < heads.size(); i++) {
            if (!heads.get(i).isEmpty() && (newest < 0 || later(heads.get(i), heads.get(newest)))) {
                newest = i;
            }
        }
        return newest;
    }

    private static boolean later(Deque<Place> one, Deque<Place> other) {
        return one.element().event().time().isAfter(other.element().event().time());
    }

    @Override
    public void close() throws IOException {
        for (AuditFiles some : files.values()) {
            some.close();
        }
    }
}
