package io.stemedb.cluster.access;

import io.stemedb.access.Token;
import io.stemedb.access.TokenFile;
import io.stemedb.access.TokenSet;
import io.stemedb.refusal.Reason;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens that this node goes by now. {@link #look} is to be called again and again, by one thread; everything else
 * by any.
 */
public final class TokenBook {
    private static final System.Logger LOGGER = System.getLogger(TokenBook.class.getName());

    private static final int MOST_TROUBLES = 64;

    private final TokenFile file;
    private final TokenFile cache;
    private TokenSet inFile = TokenSet.NONE;
    private TokenSet cached = TokenSet.NONE;
    private final Map<String, Token> disowned = new TreeMap<>();
    private final Set<String> troubles = ConcurrentHashMap.newKeySet();
    private CompletableFuture<Void> telling = CompletableFuture.completedFuture(null);
    private volatile TokenFacts facts;
    private volatile TokenSet seen = TokenSet.NONE;
    private volatile TokenSet now = TokenSet.NONE;
    private volatile boolean unreadable;

    /**
     * Knows nothing yet.
     *
     * @param file what people and commands write
     * @param cache what this node writes: all that it knew when it last looked
     */
    public TokenBook(TokenFile file, TokenFile cache) {
        this.file = file;
        this.cache = cache;
    }

    /** What counts now: what another node has just stated as well, as soon as this one has heard of it. */
    public TokenSet now() {
        TokenFacts known = facts;
        if (known != null && !known.known().equals(seen)) { // as a rule it is the very same
            see();
        }
        return now;
    }

    /** Whether files could not be read from which the first tokens would have come. */
    public boolean isUnreadable() {
        return unreadable;
    }

    /** Whether the node is open, and others may know tokens that it does not. */
    public boolean isWaiting() {
        TokenFacts known = facts;
        return known != null && !known.areAll();
    }

    /** Reads what is on disk, before the node is open and can know what others know. */
    public synchronized void begin() {
        try {
            cached = TokenSet.of(cache.read());
        } catch (IOException damaged) {
            unreadable = true;
            complain("the tokens that were known cannot be read, so every call needs one: " + Reason.of(damaged));
        }
        readFile();
        see();
    }

    /** From now on this is what all nodes know. */
    public synchronized void over(TokenFacts known) {
        facts = known;
        stated();
        unreadable = unreadable && !now.isConfigured();
    }

    /** What all nodes know; null before the node is open. */
    TokenFacts facts() {
        return facts;
    }

    /** Reads the file again, and tells all nodes what it has that they do not know. */
    public void look() {
        synchronized (this) {
            readFile();
            see();
            keep();
        }
        TokenFacts known = facts;
        if (known != null && telling.isDone()) { // what others take long to agree to holds no look up
            telling = tell(known, now.all());
        }
    }

    /** Something was stated here: it counts at once, and is written down. */
    synchronized void stated() {
        see();
        keep();
    }

    /** Nobody was told this token: should others know of it after all, it has ended. */
    synchronized void disown(Token ended) {
        disowned.put(ended.id(), ended);
        see();
    }

    /** Puts together what is known. */
    private synchronized void see() {
        // What was known once stays so, though the records that said it cannot be read just now.
        TokenSet stated = facts == null ? TokenSet.NONE : facts.known();
        TokenSet all = stated.and(cached).and(inFile);
        for (Token nobodys : disowned.values()) { // if it has come about after all
            all = all.get(nobodys.id()).isPresent() ? all.and(TokenSet.of(List.of(nobodys))) : all;
        }
        now = all;
        seen = stated;
    }

    private void keep() {
        TokenSet all = now;
        if (all.equals(cached)) {
            return;
        }
        try {
            cache.write(all.all());
            cached = all;
        } catch (IOException noRoom) {
            complain("what is known of tokens cannot be written to " + cache.path() + ": " + Reason.of(noRoom));
        }
    }

    private void readFile() {
        try {
            inFile = TokenSet.of(file.read());
        } catch (IOException damaged) {
            unreadable = unreadable || facts == null;
            complain("the file of tokens counts as it last was: " + Reason.of(damaged));
        }
    }

    /** Each by itself: what keeps one from being told keeps no other. */
    private CompletableFuture<Void> tell(TokenFacts known, List<Token> own) {
        List<CompletableFuture<?>> told = new ArrayList<>();
        for (Token token : own) {
            Token stated = known.known().get(token.id()).orElse(null);
            if (stated == null || !stated.endedLike(token).equals(stated)) {
                told.add(toldOf(known, token, stated).handle((done, failure) -> {
                    if (failure != null) {
                        complain("other nodes do not know all tokens of " + file.path() + " yet: "
                                + Reason.of(failure instanceof CompletionException ? failure.getCause() : failure));
                    }
                    return done;
                }));
            }
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<?> toldOf(TokenFacts known, Token token, Token stated) {
        try {
            if (stated != null) {
                return known.state(stated.endedLike(token));
            }
            known.requireUnderstood();
            return known.offer(token); // if too few agree now, the next look asks again
        } catch (StemeException notNow) {
            return CompletableFuture.failedFuture(notNow);
        }
    }

    /** Once, not each second; of whoever complains. */
    private void complain(String what) {
        if (troubles.size() >= MOST_TROUBLES) {
            troubles.clear();
        }
        if (troubles.add(what)) {
            LOGGER.log(System.Logger.Level.WARNING, what);
        }
    }
}
