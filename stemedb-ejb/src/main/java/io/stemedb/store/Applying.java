package io.stemedb.store;

import io.stemedb.record.JournalEntry;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordFormat;

/** Puts what the journal has made durable into a table, and counts it. For the writing thread. */
final class Applying {
    private final Dots dots;

    Applying(Dots dots) {
        this.dots = dots;
    }

    void apply(MemTable table, JournalEntry entry) {
        boolean unused = entry.fold(fresh -> add(table, fresh), twin -> add(table, twin), note -> add(table, note));
    }

    private boolean add(MemTable table, JournalEntry.New fresh) {
        dots.count(fresh.key());
        table.add(fresh.key(), fresh.rest());
        return true;
    }

    private boolean add(MemTable table, JournalEntry.Twin twin) {
        dots.count(twin.key());
        table.addTwin(twin);
        return true;
    }

    private boolean add(MemTable table, JournalEntry.Note note) {
        dots.countNote(KeyUse.ofNote(note.rest()).at());
        table.note(note.rest());
        return true;
    }

    /** Whether it is held nowhere yet; a note always is. */
    boolean isNews(StoreReader reader, JournalEntry entry) {
        return entry.fold(
                fresh -> !reader.holds(RecordFormat.id(fresh.rest())), twin -> !reader.holds(twin.key()), note -> true);
    }
}
