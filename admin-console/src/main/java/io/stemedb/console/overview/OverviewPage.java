package io.stemedb.console.overview;

import io.stemedb.cluster.overview.NodeOverview;
import io.stemedb.cluster.overview.Overview;
import io.stemedb.cluster.overview.Overview.Cluster;
import io.stemedb.cluster.overview.Overview.Concern;
import io.stemedb.cluster.overview.Overview.Held;
import io.stemedb.cluster.overview.Overview.Work;
import io.stemedb.console.words.Words;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What {@code overview.xhtml} shows: one look, in words. */
@Named("overview")
@RequestScoped
public class OverviewPage {
    private final Overview look;

    protected OverviewPage() { // for the CDI proxy only
        this.look = null;
    }

    @Inject
    public OverviewPage(NodeOverview node) {
        this.look = node.look();
    }

    /** How the state is painted: {@code good}, {@code warn}, {@code bad} or {@code wait}. */
    public String getTone() {
        return switch (look.state()) {
            case HEALTHY -> isCalm() ? "good" : "warn";
            case DEGRADED -> "warn";
            case READ_ONLY, NO_MAJORITY, UNHEALTHY, FAILED -> "bad";
            case STARTING, WAITING, UNKNOWN, STOPPING -> "wait";
        };
    }

    /** The tone for those who do not see colours. */
    public String getSign() {
        return switch (look.state()) {
            case HEALTHY -> isCalm() ? "\u2714" : "\u25b2";
            case DEGRADED -> "\u25b2";
            case READ_ONLY, NO_MAJORITY, UNHEALTHY, FAILED -> "\u2716";
            case UNKNOWN -> "?";
            case STARTING, WAITING, STOPPING -> "\u2026";
        };
    }

    public String getState() {
        return look.state().word();
    }

    /** Empty if there is nothing to say. */
    public String getDetail() {
        return isCalm() || !look.detail().isEmpty() ? look.detail() : "takes writes, and needs somebody: see below";
    }

    public String getVersion() {
        return look.version();
    }

    /** The node's name; empty while nobody knows it. */
    public String getNode() {
        return look.held().map(Held::nodeId).orElse("");
    }

    public String getMoment() {
        return Words.moment(look.at());
    }

    public boolean isOpen() {
        return look.held().isPresent();
    }

    /** Whether nothing needs somebody. */
    public boolean isCalm() {
        return getConcerns().isEmpty();
    }

    public List<Concern> getConcerns() {
        return look.held().map(Held::concerns).orElse(List.of());
    }

    public List<Tile> getTiles() {
        return look.held().map(held -> Tile.of(look, held)).orElse(List.of());
    }

    public List<String> getWork() {
        return look.held().map(Held::work).orElse(List.of()).stream()
                .map(OverviewPage::words)
                .toList();
    }

    private static String words(Work work) {
        if (work.isOthers()) {
            String atLeast = work.progress() > 0 ? ", at least " + percent(work) : "";
            return work.kind() + (work.paused() ? ", waiting" : "") + atLeast + ": " + work.what();
        }
        String what = work.what().isEmpty() ? "" : ": " + work.what();
        return work.kind() + (work.paused() ? ", paused at " : ", ") + percent(work) + what;
    }

    private static String percent(Work work) {
        return Words.percent((long) (1_000_000 * work.progress()), 1_000_000);
    }

    /** Whether it has others. */
    public boolean isClustered() {
        return look.cluster().isPresent();
    }

    /** Its cluster in a few words; empty if it is alone. */
    public String getCluster() {
        return look.cluster()
                .map(cluster -> "Cluster " + cluster.name() + ": " + cluster.health())
                .orElse("");
    }

    /** What its cluster bears; empty if it is alone. */
    public String getBears() {
        return look.cluster().map(OverviewPage::bears).orElse("");
    }

    private static String bears(Cluster cluster) {
        return Words.number(cluster.members().size(), "member") + ", "
                + Words.number(cluster.factor(), "copy", "copies") + " of each shard; "
                + Words.count(cluster.failureTolerance()) + " more may fail before writes are refused";
    }

    public List<MemberRow> getMembers() {
        return look.cluster().map(Cluster::members).orElse(List.of()).stream()
                .map(MemberRow::of)
                .toList();
    }

    public Picture getPicture() {
        return Picture.of(look.held().map(Held::shards).orElse(List.of()), isClustered());
    }
}
