package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.FactKey;
import io.stemedb.json.CanonicalJson;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A change that a task of this node sees to. */
final class OwnChange implements Undertaking {
    private final Changes changes;
    private final ChangeLock lock;
    private final String task;
    private final Change change;
    private long heldUntil;

    OwnChange(Changes changes, String task, Change change) {
        this.changes = changes;
        this.lock = changes.lock();
        this.task = task;
        this.change = change;
    }

    @Override
    public boolean isLost() {
        heldUntil = lock.heldUntil(task).orElse(heldUntil);
        return change.isBig() && !lock.isOwn(task);
    }

    @Override
    public boolean isPushedAside() {
        return lock.isPushedAside(task, change, heldUntil);
    }

    @Override
    public boolean isLocked() {
        return lock.isOwn(task);
    }

    @Override
    public CompletableFuture<Void> renew() {
        return lock.renew(task);
    }

    @Override
    public Next next() {
        return changes.next(change);
    }

    @Override
    public CompletableFuture<Void> state(Next next) {
        return changes.state(change, next);
    }

    @Override
    public CompletableFuture<Void> stateAgain(Map<FactKey, CanonicalJson> known) {
        return changes.stateAgain(known);
    }

    @Override
    public Map<FactKey, CanonicalJson> known() {
        return changes.known(change);
    }

    @Override
    public boolean isForGood() {
        return changes.isForGood(change);
    }

    @Override
    public boolean isStated(FactKey key, CanonicalJson value) {
        return changes.isStated(key, value);
    }

    @Override
    public CompletableFuture<Void> goBack() {
        return lock.goBack(task);
    }

    @Override
    public CompletableFuture<Void> back() {
        return changes.back(change);
    }

    @Override
    public CompletableFuture<Void> release() {
        return lock.release(task);
    }
}
