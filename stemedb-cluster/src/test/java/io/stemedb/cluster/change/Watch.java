package io.stemedb.cluster.change;

import io.stemedb.task.Progress;

/** Aborts or stops the task after so many looks. */
final class Watch implements Progress {
    int looks;
    int abortAfter = Integer.MAX_VALUE;
    int stopAfter = Integer.MAX_VALUE;
    String said = "";
    String left = "";
    double at;
    boolean noticed;
    boolean takenBack;
    boolean isForGood;

    @Override
    public void at(double fraction, String what) {
        at = fraction;
        said = what;
    }

    @Override
    public void left(long shards, long bytes) {
        left = shards + " shards, " + bytes + " bytes";
    }

    @Override
    public void cannotBeTakenBack() {
        isForGood = true;
    }

    @Override
    public void takenBack() {
        takenBack = true;
    }

    @Override
    public boolean aborted() {
        noticed = looks >= abortAfter || stopping();
        return noticed;
    }

    @Override
    public boolean stopping() {
        return looks >= stopAfter;
    }
}
