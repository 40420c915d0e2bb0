package io.stemedb.files;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Another file, to be changed in one respect. */
public class WrappedFile implements DiskFile {
    protected final DiskFile file;

    public WrappedFile(DiskFile file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        file.write(source, position);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
        file.truncate(size);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
