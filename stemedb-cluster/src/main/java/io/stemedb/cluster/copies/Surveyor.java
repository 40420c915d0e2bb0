package io.stemedb.cluster.copies;

import io.stemedb.cluster.peer.Fetch;
import io.stemedb.cluster.peer.Survey;
import io.stemedb.cluster.peer.Survey.Level;
import io.stemedb.cluster.peer.Surveyed;
import io.stemedb.merkle.Marks;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Database;
import io.stemedb.store.CopyReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Says what this node holds to who compares it with another node. From any thread; it reads the disk. */
public final class Surveyor {
    /** About 1 MB: the rest has to be asked for again. */
    private static final int MOST_MARKS = 128 * 1024;

    private final Database database;

    public Surveyor(Database database) {
        this.database = database;
    }

    /** Answers a survey. */
    public Surveyed survey(Survey survey) {
        return new Surveyed(
                switch (survey.level()) {
                    case SHARDS, BUCKETS -> sums(survey);
                    case RECORDS, BYTES -> records(survey);
                });
    }

    private List<Surveyed.Part> sums(Survey survey) {
        List<Integer> shards =
                survey.branches().stream().map(Survey.Branch::shard).toList();
        List<Surveyed.Part> parts = new ArrayList<>();
        database.store().shardStates().marks(shards).forEach((shard, buckets) -> {
            long[] marks = survey.level() == Level.SHARDS ? new long[] {Marks.root(buckets)} : buckets;
            parts.add(new Surveyed.Part(shard, 0, boxed(marks)));
        });
        return parts;
    }

    private List<Surveyed.Part> records(Survey survey) {
        List<Surveyed.Part> parts = new ArrayList<>();
        int said = 0;
        for (Survey.Branch branch : survey.branches()) {
            if (said >= MOST_MARKS) {
                break;
            }
            Map<Integer, List<Long>> byBucket = byBucket(branch, survey.level() == Level.BYTES);
            for (Map.Entry<Integer, List<Long>> bucket : byBucket.entrySet()) {
                if (said < MOST_MARKS) {
                    parts.add(new Surveyed.Part(branch.shard(), bucket.getKey(), bucket.getValue()));
                    said += 1 + bucket.getValue().size();
                }
            }
        }
        return parts;
    }

    private Map<Integer, List<Long>> byBucket(Survey.Branch branch, boolean ofBytes) {
        BitSet buckets = branch.buckets();
        Map<Integer, List<Long>> marks = new TreeMap<>();
        buckets.stream().forEach(bucket -> marks.put(bucket, new ArrayList<>()));
        for (long mark : reader().marks(branch.shard(), buckets, ofBytes)) {
            marks.get(Marks.bucket(mark)).add(mark);
        }
        return marks;
    }

    /** Answers a wish for records. */
    public List<StoredRecord> fetch(Fetch fetch) {
        List<StoredRecord> records = new ArrayList<>();
        long left = fetch.mostBytes();
        for (Fetch.Part part : fetch.parts()) {
            if (left > 0) {
                List<StoredRecord> found =
                        reader().marked(part.shard(), new HashSet<>(part.marks()), fetch.ofBytes(), left);
                records.addAll(found);
                left -= found.stream().mapToLong(StoredRecord::bytes).sum();
            }
        }
        return records;
    }

    private CopyReader reader() {
        return database.store().copies();
    }

    private static List<Long> boxed(long[] marks) {
        return LongStream.of(marks).boxed().toList();
    }
}
