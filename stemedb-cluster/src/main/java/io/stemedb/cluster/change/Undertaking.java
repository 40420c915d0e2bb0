package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.FactKey;
import io.stemedb.json.CanonicalJson;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One change that a task of this node sees to. What is stated may be refused: with replicas-unreachable if too few
 * nodes agree, and by the recorder of this node.
 */
interface Undertaking {
    /** Whether another node sees to it now, or another change is under way in its place. */
    boolean isLost();

    /** Whether another change was begun at the same moment, is under way in its place, and wants something else. */
    boolean isPushedAside();

    /** Whether other changes wait for this one. */
    boolean isLocked();

    /** Has them wait for longer, if it is time to. */
    CompletableFuture<Void> renew();

    /** What comes next, in a picture that may be a moment old. */
    Next next();

    /** States what is to be stated next. */
    CompletableFuture<Void> state(Next next);

    /** States once more what is known already. */
    CompletableFuture<Void> stateAgain(Map<FactKey, CanonicalJson> known);

    /** What has been stated for it, by whomever, and is so as far as this node knows; this is of now. */
    Map<FactKey, CanonicalJson> known();

    /** Whether it has come about, as far as this node knows now, and cannot be taken back. */
    boolean isForGood();

    /** Whether this node knows a fact to be as it was stated; this is of now. */
    boolean isStated(FactKey key, CanonicalJson value);

    /** Notes that it is being taken back, for whoever sees to it later. */
    CompletableFuture<Void> goBack();

    /** Has everything as it was before. */
    CompletableFuture<Void> back();

    /** Lets other changes begin. */
    CompletableFuture<Void> release();
}
