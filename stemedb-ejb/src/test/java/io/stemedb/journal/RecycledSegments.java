package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.WrappedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A disk on which each new segment holds the frames of the one before, as if its file had been used again. A journal
 * must not mind; unless the frames are signed for their new place, as all of them would be without the position in the
 * check.
 */
public final class RecycledSegments extends WrappedDisk {
    private final boolean signedAnew;

    public RecycledSegments(Disk disk, boolean signedAnew) {
        super(disk);
        this.signedAnew = signedAnew;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        if (to.toString().endsWith(".wal")) {
            try (DiskFile next = disk.open(from)) {
                SegmentHeader header = SegmentHeader.read(from, next);
                Path before = to.resolveSibling(SegmentHeader.fileName(header.number() - 1));
                if (disk.exists(before)) {
                    recycle(before, next, header);
                    next.force();
                }
            }
        }
        super.rename(from, to);
    }

    private void recycle(Path before, DiskFile next, SegmentHeader header) throws IOException {
        try (DiskFile file = disk.openToRead(before)) {
            SegmentReader reader = new SegmentReader(file, SegmentHeader.read(before, file));
            long at = SegmentHeader.BYTES;
            SegmentReader.Found found = reader.frameAt(at);
            while (found != null) {
                next.write(frame(found, header, header.firstLsn() + at - SegmentHeader.BYTES, file, at), at);
                at = found.next();
                found = reader.frameAt(at);
            }
        }
    }

    private ByteBuffer frame(SegmentReader.Found found, SegmentHeader header, long lsn, DiskFile file, long at)
            throws IOException {
        ByteBuffer frame = ByteBuffer.allocate((int) (found.next() - at));
        file.read(frame, at);
        frame.flip();
        if (signedAnew) {
            ByteBuffer payload = frame.slice(Frame.HEADER, frame.limit() - Frame.HEADER);
            frame.putInt(4, Frame.check(new CRC32C(), header.number(), lsn, found.type(), payload));
        }
        return frame;
    }
}
