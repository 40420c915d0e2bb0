package io.stemedb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Subtree;
import io.stemedb.engine.JournalChangeLog;
import io.stemedb.feed.Changes;
import io.stemedb.feed.Follower;
import io.stemedb.feed.Following;
import io.stemedb.feed.Wanted;
import io.stemedb.journal.Retention;
import io.stemedb.recorder.Database;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Changes of a restored store, whose journal has records that another incarnation numbered. */
class RestoredFeedTest {
    @Test
    void neither_the_old_records_nor_the_new_ones_are_passed_over() throws IOException {
        PlayedNode node = new PlayedNode(Retention.all()).open();
        node.write(20);
        node.taken(false);
        node.restore(PlayedNode.BACKUPS, new Until.End(), false);
        Database restored = node.open(PlayedNode.RESTORED, 5);
        node.write(restored, 20);
        Changes changes = new Changes(new JournalChangeLog(restored), 4);
        long told = 0;
        try (Following following = changes.follow("/after", Changes.START, new Wanted(Subtree.ALL, null))) {
            Follower.Step step;
            do {
                step = following.step();
                told += step.changes().size();
            } while (step.more());
        }
        assertThat(told).isEqualTo(40);
        restored.close();
        node.database.close();
    }
}
