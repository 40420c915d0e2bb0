package io.stemedb.simulation;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.WrappedDisk;
import io.stemedb.files.WrappedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Disks under which a node behaves as if one of its guards were not in its code. */
public final class MissingGuards {
    private MissingGuards() {}

    /** Files of such a name are never forced. */
    static UnaryOperator<Disk> forceOf(String ending) {
        return files(ending, file -> new WrappedFile(file) {
            @Override
            public void force() {
                // left out
            }
        });
    }

    /** A group is answered first and forced afterwards: with the next one. */
    public static UnaryOperator<Disk> forceBeforeTheAnswer() {
        return files(".wal", file -> new WrappedFile(file) {
            @Override
            public void write(ByteBuffer source, long position) throws IOException {
                file.force();
                super.write(source, position);
            }

            @Override
            public void force() {
                // comes before the next write
            }
        });
    }

    /** A force that failed is tried once more, and believed. */
    static UnaryOperator<Disk> failedForceIsFinal() {
        return files(".wal", file -> new WrappedFile(file) {
            @Override
            public void force() throws IOException {
                try {
                    super.force();
                } catch (IOException failed) {
                    super.force();
                }
            }
        });
    }

    /** What a start replays is neither written again nor forced. */
    static UnaryOperator<Disk> forceOfWhatIsReplayed() {
        return files(".wal", file -> new Rewriting(file) {
            @Override
            public void force() throws IOException {
                if (changed) {
                    super.force();
                }
            }
        });
    }

    /** What a start replays is forced, but not written again. */
    static UnaryOperator<Disk> rewriteOfWhatIsReplayed() {
        return files(".wal", Rewriting::new);
    }

    /** The names in a folder are never forced. */
    static UnaryOperator<Disk> forceOfNames(String folder) {
        return disk -> new WrappedDisk(disk) {
            @Override
            public void forceDirectory(Path directory) throws IOException {
                if (!directory.endsWith(folder)) {
                    super.forceDirectory(directory);
                }
            }
        };
    }

    /** Names that an earlier process left are not forced before they are built upon. */
    static UnaryOperator<Disk> forceOfNamesFound(String folder) {
        return disk -> new WrappedDisk(disk) {
            private final Set<Path> changed = new HashSet<>();

            @Override
            public DiskFile create(Path path) throws IOException {
                changed.add(path.getParent());
                return super.create(path);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                changed.add(to.getParent());
                super.rename(from, to);
            }

            @Override
            public void forceDirectory(Path directory) throws IOException {
                if (!directory.endsWith(folder) || changed.contains(directory)) {
                    super.forceDirectory(directory);
                }
            }
        };
    }

    private static UnaryOperator<Disk> files(String ending, UnaryOperator<DiskFile> change) {
        return disk -> new WrappedDisk(disk) {
            @Override
            protected DiskFile wrap(Path path, DiskFile file) {
                return path.toString().endsWith(ending) ? change.apply(file) : file;
            }
        };
    }

    /** Leaves out writes that change nothing. */
    private static class Rewriting extends WrappedFile {
        protected boolean changed;

        Rewriting(DiskFile file) {
            super(file);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            ByteBuffer there = ByteBuffer.allocate(source.remaining());
            if (file.read(there, position) == there.capacity() && there.flip().equals(source)) {
                source.position(source.limit());
            } else {
                changed = true;
                super.write(source, position);
            }
        }
    }
}
