package io.stemedb.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Something that was acknowledged cannot be read back from the journal. The node must not start over it. */
public final class JournalDamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    JournalDamagedException(Path file, long offset, String what) {
        super("journal damaged: " + file + " at offset " + offset + ": " + what);
        this.file = file;
        this.offset = offset;
    }

    /** The same, telling what to do. */
    public JournalDamagedException advising(String advice) {
        return new JournalDamagedException(this, advice);
    }

    private JournalDamagedException(JournalDamagedException damage, String advice) {
        super(damage.getMessage() + "; " + advice, damage);
        this.file = damage.file;
        this.offset = damage.offset;
    }

    public Path file() {
        return file;
    }

    /** Byte offset in the file, from 0. */
    public long offset() {
        return offset;
    }
}
