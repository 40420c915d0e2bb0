package io.stemedb.cluster.access;

import io.stemedb.access.Token;
import io.stemedb.access.TokenFile;
import io.stemedb.access.TokenSet;
import io.stemedb.refusal.Reason;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * The tokens that this node goes by now. {@link #look} is to be called again and again, by one thread; everything else
 * by any.
 */
public final class TokenBook {
    private static final System.Logger LOGGER = System.getLogger(TokenBook.class.getName());

    private final TokenFile file;
    private final TokenFile cache;
    private TokenSet inFile = TokenSet.NONE;
    private TokenSet cached = TokenSet.NONE;
    private String trouble = "";
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
        }
        TokenFacts known = facts;
        if (known != null) {
            tell(known, now.all());
            stated();
        }
    }

    /** Something was stated here: it counts at once, and is written down. */
    synchronized void stated() {
        see();
        keep();
    }

    /** Puts together what is known. */
    private synchronized void see() {
        // What was known once stays so, though the records that said it cannot be read just now.
        TokenSet stated = facts == null ? TokenSet.NONE : facts.known();
        now = stated.and(cached).and(inFile);
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

    private void tell(TokenFacts known, List<Token> own) {
        try {
            for (Token token : own) {
                Token stated = known.known().get(token.id()).orElse(null);
                if (stated == null) {
                    known.requireUnderstood();
                    var unused = known.offer(token).join(); // if too few agree now, the next look asks again
                } else if (endsEarlier(token.revokedAt(), stated.revokedAt())) {
                    known.state(stated.revoked(token.revokedAt())).join();
                }
            }
        } catch (StemeException | CompletionException notNow) {
            Throwable why = notNow instanceof CompletionException ? notNow.getCause() : notNow;
            complain("other nodes do not know the tokens of " + file.path() + " yet: " + Reason.of(why));
        }
    }

    private static boolean endsEarlier(Instant end, Instant other) {
        return end != null && (other == null || end.isBefore(other));
    }

    /** Once, not each second. */
    private synchronized void complain(String what) {
        if (!what.equals(trouble)) {
            trouble = what;
            LOGGER.log(System.Logger.Level.WARNING, what);
        }
    }
}
