package io.stemedb.store;

import io.stemedb.task.Progress;
import java.util.List;

/** How far a full merge is. */
final class FullMerge {
    private final Progress progress;
    private final String what;
    private final double all;
    private long written;

    FullMerge(Progress progress, String what, List<List<RunEntry>> groups) {
        this.progress = progress;
        this.what = what;
        this.all = Math.max(1, groups.stream().mapToLong(MergePlan::bytes).sum());
    }

    void wrote(long bytes) {
        written += bytes;
        progress.at(Math.min(1, written / all), what); // pages have a little beside the records
    }
}
