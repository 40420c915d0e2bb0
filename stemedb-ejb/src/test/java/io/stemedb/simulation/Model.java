package io.stemedb.simulation;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.refusal.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a node must hold, by what it answered. */
final class Model {
    private final Map<AssertionId, Recorded> held = new TreeMap<>();
    private final Map<AssertionId, List<Append>> inDoubt = new HashMap<>();
    private final Map<Dot, AssertionId> dots = new HashMap<>();
    private final List<KeyUse> keyUses = new ArrayList<>();
    private final List<KeyUse> keyUsesPossible = new ArrayList<>();
    private final int shardCount;
    private long clock;

    /** A key that was used with a claim that was held. */
    private record KeyUse(byte[] hash, AssertionId id, long at) {}

    Model(int shardCount) {
        this.shardCount = shardCount;
    }

    Collection<Recorded> held() {
        return held.values();
    }

    Recorded held(AssertionId id) {
        return held.get(id);
    }

    int shardOf(Recorded recorded) {
        return PathHash.shardOf(recorded.assertion().conceptPath(), shardCount);
    }

    /**
     * Takes a node's answer to an append, and refuses one that a right node cannot give.
     *
     * @param stableBefore what the node called stable before it decided
     * @param stableAfter and afterwards
     * @param excused whether the disk has failed or filled up, so that a refusal is in order
     */
    void answered(Append append, AppendOutcome outcome, long stableBefore, long stableAfter, boolean excused) {
        Runnable judgement = outcome.fold(
                recorded -> () -> appended(append, recorded, stableAfter),
                recorded -> () -> calledHeld(append, recorded, stableBefore, stableAfter),
                refusal -> () -> refused(append, refusal.refusal(), stableBefore, excused));
        judgement.run();
    }

    private void appended(Append append, Recorded recorded, long stableAfter) {
        require(!held.containsKey(append.assertion().id()), "recorded twice: %s", recorded);
        require(recorded.recordedAt() > clock, "recorded_at %d does not rise above %d", recorded.recordedAt(), clock);
        require(matches(append, recorded), "recorded %s, sent %s", recorded, append);
        require(!keyTaken(append, stableAfter), "a key that stands for another claim was taken again: %s", recorded);
        hold(recorded);
    }

    private void calledHeld(Append append, Recorded recorded, long stableBefore, long stableAfter) {
        AssertionId id = append.assertion().id();
        require(same(held.get(id), recorded), "called held: %s, is %s", recorded, held.get(id));
        require(!keyTaken(append, stableAfter), "a key that stands for another claim was answered with %s", recorded);
        used(append, stableBefore, stableAfter);
    }

    private void refused(Append append, Refusal refusal, long stableBefore, boolean excused) {
        if (refusal == Refusal.OUTCOME_UNKNOWN) {
            doubt(append);
        } else if (refusal == Refusal.KEY_REUSED) {
            require(
                    keyTaken(append, stableBefore) || usedForAnother(append, stableBefore, keyUsesPossible),
                    "a key was called reused that is free: %s",
                    append);
        } else if (refusal == Refusal.TOO_LARGE) {
            require(append.weight() >= Writers.LARGE_VALUE, "called too large: %s", append);
        } else {
            require(refusal == Refusal.DISK_FULL || refusal == Refusal.READ_ONLY, "refused as %s: %s", refusal, append);
        }
        boolean ownFault = refusal == Refusal.KEY_REUSED || refusal == Refusal.TOO_LARGE;
        require(ownFault || excused, "refused as %s though the disk is well", refusal);
    }

    /** A repeat binds its key, unless the key stood for the claim before and goes on doing so from then. */
    private void used(Append append, long stableBefore, long stableAfter) {
        if (append.idempotency() == null) {
            return;
        }
        AssertionId id = append.assertion().id();
        boolean before = Arrays.equals(held.get(id).idempotency(), append.idempotency())
                || keyUsesPossible.stream()
                        .anyMatch(use -> Arrays.equals(use.hash(), append.idempotency())
                                && use.id().equals(id));
        if (!before) {
            keyUses.add(new KeyUse(append.idempotency(), id, stableBefore));
        }
        keyUsesPossible.add(new KeyUse(append.idempotency(), id, stableAfter));
    }

    private void doubt(Append append) {
        AssertionId id = append.assertion().id();
        if (append.idempotency() != null) {
            keyUsesPossible.add(new KeyUse(append.idempotency(), id, Long.MAX_VALUE));
        }
        if (!held.containsKey(id)) {
            inDoubt.computeIfAbsent(id, unknown -> new ArrayList<>()).add(append);
        }
    }

    private boolean keyTaken(Append append, long stable) {
        return append.idempotency() != null
                && (heldUnderKey(append, stable) || usedForAnother(append, stable, keyUses));
    }

    private static boolean usedForAnother(Append append, long stable, List<KeyUse> uses) {
        return uses.stream()
                .anyMatch(use -> Arrays.equals(use.hash(), append.idempotency())
                        && !use.id().equals(append.assertion().id())
                        && use.at() > stable - DatabaseOptions.IDEMPOTENCY_MICROS);
    }

    private boolean heldUnderKey(Append append, long stable) {
        return held.values().stream()
                .anyMatch(other -> Arrays.equals(other.idempotency(), append.idempotency())
                        && !other.id().equals(append.assertion().id())
                        && other.recordedAt() > stable - DatabaseOptions.IDEMPOTENCY_MICROS);
    }

    /** A node has started and shows this. Of what was in doubt, now or never is the time to be there. */
    void restarted(Collection<Recorded> visible) {
        List<Recorded> fresh = new ArrayList<>();
        int known = 0;
        for (Recorded recorded : visible) {
            Recorded before = held.get(recorded.id());
            if (before == null) {
                List<Append> candidates = inDoubt.getOrDefault(recorded.id(), List.of());
                require(
                        candidates.stream().anyMatch(append -> matches(append, recorded)),
                        "there after a restart, but never sent or refused: %s",
                        recorded);
                fresh.add(recorded);
            } else {
                require(same(before, recorded), "was %s, is %s after a restart", before, recorded);
                known++;
            }
        }
        if (known < held.size()) {
            List<AssertionId> there = visible.stream().map(Recorded::id).toList();
            Recorded lost = held.values().stream()
                    .filter(recorded -> !there.contains(recorded.id()))
                    .findFirst()
                    .orElseThrow();
            throw new AssertionError("lost " + (held.size() - known) + " acknowledged, the first is " + lost);
        }
        fresh.sort((one, other) -> Long.compare(one.recordedAt(), other.recordedAt()));
        fresh.forEach(this::hold);
        inDoubt.clear();
    }

    private void hold(Recorded recorded) {
        int shard = shardOf(recorded);
        long n = recorded.dot().n();
        Dot place = new Dot(shard, n);
        require(!dots.containsKey(place), "dot %d of shard %d given twice", n, shard);
        require(n == 1 || dots.containsKey(new Dot(shard, n - 1)), "dot %d of shard %d follows a gap", n, shard);
        dots.put(place, recorded.id());
        held.put(recorded.id(), recorded);
        clock = Math.max(clock, recorded.recordedAt());
    }

    private static boolean matches(Append append, Recorded recorded) {
        return append.assertion().equals(recorded.assertion())
                && Arrays.equals(append.idempotency(), recorded.idempotency())
                && Objects.equals(append.batch(), recorded.batch());
    }

    static boolean same(Recorded one, Recorded other) {
        return one != null
                && other != null
                && one.assertion().equals(other.assertion())
                && one.recordedAt() == other.recordedAt()
                && one.dot().equals(other.dot())
                && Arrays.equals(one.idempotency(), other.idempotency())
                && Objects.equals(one.batch(), other.batch());
    }

    @SuppressWarnings("AnnotateFormatMethod")
    static void require(boolean holds, String message, Object... of) {
        if (!holds) {
            throw new AssertionError(String.format(Locale.ROOT, message, of));
        }
    }
}
