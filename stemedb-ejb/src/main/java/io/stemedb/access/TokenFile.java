package io.stemedb.access;

import io.stemedb.files.CheckedText;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SmallFile;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of tokens. It is written as a whole, readable only for its owner, and put in the place of the one before in
 * one step.
 *
 * @param path where it is; it need not be there
 */
public record TokenFile(Disk disk, Path path) {
    /** What people and commands write, in a data directory. */
    public static final String NAME = "tokens.toml";

    /** What a node knew when it last looked, in its data directory: by this it keeps its door before it is open. */
    public static final String KNOWN = "known-tokens.toml";

    /**
     * What is in it; nothing if there is no file.
     *
     * @throws IOException if it cannot be read, or is no file of tokens; the message says where
     */
    public List<Token> read() throws IOException {
        byte[] bytes = bytes();
        try {
            return TokenLines.read(bytes);
        } catch (StemeException noTokens) {
            throw new IOException(path + ": " + noTokens.getMessage(), noTokens);
        }
    }

    private byte[] bytes() throws IOException {
        if (!disk.exists(path)) {
            return new byte[0];
        }
        try (DiskFile file = disk.openToRead(path)) {
            return CheckedText.bytesOf(file);
        }
    }

    /** Whether there is a token in it, or nobody can tell. */
    public boolean hasTokens() {
        try {
            return !read().isEmpty();
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** Puts these in the place of what it has, durably. */
    public void write(List<Token> tokens) throws IOException {
        SmallFile.replacePrivate(disk, path, TokenLines.write(tokens));
    }
}
