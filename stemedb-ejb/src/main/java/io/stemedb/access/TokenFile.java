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
 * @param home the data directory of the node that reads it: whose that is he owns the file, too
 */
public record TokenFile(Disk disk, Path path, Path home) {
    /** What people and commands write, in a data directory. */
    public static final String NAME = "tokens.toml";

    /** What a node knew when it last looked, in its data directory: by this it keeps its door before it is open. */
    public static final String KNOWN = "known-tokens.toml";

    /** Some thousand tokens; a node may know more than stand in any file. */
    private static final long MOST = 1 << 20;

    private static final long MOST_KNOWN = 64 << 20;

    /** What a node knew. */
    public static TokenFile known(Disk disk, Path dataDir) {
        return new TokenFile(disk, dataDir.resolve(KNOWN), dataDir);
    }

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
            long most = path.endsWith(KNOWN) ? MOST_KNOWN : MOST;
            if (file.size() > most) { // it is read again and again
                throw new IOException(path + " has " + file.size() + " bytes, and may have " + most);
            }
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
        byte[] bytes = TokenLines.write(tokens);
        if (!path.endsWith(KNOWN) && bytes.length > MOST) {
            throw new IOException(
                    path + " would have more than " + MOST + " bytes; make tokens with POST /admin/tokens");
        }
        SmallFile.replacePrivate(
                disk, path, disk.exists(home) ? home : path.toAbsolutePath().getParent(), bytes);
    }
}
