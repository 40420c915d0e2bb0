package io.stemedb.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The last few of something; from any thread. */
final class RecentOnes<T> {
    private final int most;
    private final List<T> last = new ArrayList<>();

    RecentOnes(int most) {
        this.most = most;
    }

    synchronized void add(T one) {
        last.add(one);
        if (last.size() > most) {
            last.remove(0);
        }
    }

    /** One of them; null if there is none. */
    synchronized T any(Random random) {
        return last.isEmpty() ? null : last.get(random.nextInt(last.size()));
    }
}
