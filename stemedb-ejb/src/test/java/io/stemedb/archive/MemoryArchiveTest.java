package io.stemedb.archive;

class MemoryArchiveTest extends ArchiveContract {
    private final Archive archive = new MemoryArchive();

    @Override
    Archive archive() {
        return archive;
    }
}
