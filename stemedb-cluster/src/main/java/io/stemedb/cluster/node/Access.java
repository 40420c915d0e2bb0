package io.stemedb.cluster.node;

import io.stemedb.access.Role;
import io.stemedb.access.TokenFile;
import io.stemedb.access.TokenSet;
import io.stemedb.audit.AuditLog;
import io.stemedb.audit.AuditWriter;
import io.stemedb.cluster.access.TokenBook;
import io.stemedb.cluster.access.TokenFacts;
import io.stemedb.cluster.access.TokenOffice;
import io.stemedb.files.LocalDisk;
import io.stemedb.settings.SecuritySettings;
import io.stemedb.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Who may call this node, and the record of what they did. It is there before the node is open. */
@ApplicationScoped
public class Access {
    private static final System.Logger LOGGER = System.getLogger(Access.class.getName());

    private static final long FILE_BYTES = 4L << 20;
    private static final int FILES = 16;
    private static final int MOST_WAITING = 4_096;
    private static final long LOOK_MILLIS = 1_000;

    private final boolean open;
    private final boolean reachable;
    private final boolean metricsOpen;
    private final TokenBook book;
    private final TokenOffice office;
    private final AuditWriter audit;
    private ScheduledExecutorService looking;

    protected Access() { // for the CDI proxy only
        open = false;
        reachable = true;
        metricsOpen = false;
        book = null;
        office = null;
        audit = null;
    }

    @Inject
    public Access(NodeConfig config) {
        SecuritySettings security = config.security();
        Path directory = config.node().dataDir();
        open = security.mode() == SecuritySettings.Mode.OPEN;
        reachable = !config.node().onLoopbackOnly();
        metricsOpen = security.metricsOpen();
        book = new TokenBook(file(config.settings()), TokenFile.known(new LocalDisk(), directory));
        office = new TokenOffice(book, new SecureRandom(), () -> Instant.now().truncatedTo(ChronoUnit.MICROS));
        audit = new AuditWriter(
                new AuditLog(new LocalDisk(), directory.resolve(AuditLog.FOLDER), FILE_BYTES, FILES),
                MOST_WAITING,
                work -> daemon(work, "stemedb-audit"));
        book.begin();
        if (open && book.now().isConfigured()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "security.mode is open: everyone may do everything, although there are tokens");
        }
    }

    /** Where tokens are read from that people and commands write. */
    private static TokenFile file(Settings settings) {
        Path directory = settings.node().dataDir();
        Path standard = directory.resolve(TokenFile.NAME);
        return new TokenFile(new LocalDisk(), settings.security().tokensFile().orElse(standard), directory);
    }

    /** Whether a node with these settings knows tokens, as far as its files say. */
    static boolean knowsTokens(Settings settings) {
        return file(settings).hasTokens()
                || TokenFile.known(new LocalDisk(), settings.node().dataDir()).hasTokens();
    }

    /** Begins to look at the file of tokens. */
    void begin() {
        audit.begin();
        looking = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "stemedb-tokens"));
        var unused = looking.scheduleWithFixedDelay(again(book::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** What fails does not keep from trying again: it would be the last look. */
    static Runnable again(Runnable look) {
        return () -> {
            try {
                look.run();
            } catch (Throwable unforeseen) {
                LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure while looking at tokens", unforeseen);
            }
        };
    }

    /** From now on all nodes know these. */
    void over(TokenFacts facts) {
        book.over(facts);
    }

    /** Looks no more. */
    void end() {
        if (looking != null) {
            looking.shutdown();
        }
        try {
            audit.close();
        } catch (IOException forcedAlready) {
            LOGGER.log(System.Logger.Level.DEBUG, "the record was not closed", forcedAlready);
        }
    }

    /** Whether nobody is asked who he is, whatever tokens there are. */
    public boolean isOpen() {
        return open;
    }

    /** Whether metrics are for everyone. */
    public boolean areMetricsOpen() {
        return metricsOpen;
    }

    /**
     * Whether every call needs a token: once one was made; on a node that others reach, even before it knows one; and
     * if nobody can tell whether there are some.
     *
     * @param isForwarded whether a proxy hands the call on: on loopback, too, it may come from anywhere
     */
    public boolean asksForTokens(boolean isForwarded) {
        boolean isFromElsewhere = reachable || isForwarded && book.isWaiting();
        return !open && (isFromElsewhere || book.now().isConfigured() || book.isUnreadable());
    }

    /** The tokens that count. */
    public TokenSet tokens() {
        return book.now();
    }

    /**
     * What operators do about tokens.
     *
     * @param role of the token that was sent; null without one
     */
    public TokenOffice officeFor(Role role) {
        return office.askedBy(role);
    }

    /** The record of this node. */
    public AuditWriter audit() {
        return audit;
    }
}
