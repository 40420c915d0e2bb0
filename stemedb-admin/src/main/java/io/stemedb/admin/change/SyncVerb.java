package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import io.stemedb.admin.show.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code cluster sync}. */
public final class SyncVerb implements Verb {
    private static final String PREVIEW = "--preview";
    private static final String TARGETS = "--target-nodes";

    /** Which is something else than that all are alike. */
    private static final Block NOTHING = new Block.Verdict(
            Block.Sign.UNKNOWN, "No copy can be compared with another now, so nobody can tell what differs");

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("cluster sync", Kind.CHANGE, "Compares what nodes hold, and copies what one lacks")
                .with(
                        Flag.on("--force", "reads everything from the disk again before that"),
                        Flag.on(PREVIEW, "only shows what differs now"),
                        Flag.of(TARGETS, "NODE_IDS", "only comparisons in which one of these is, separated by commas"),
                        ChangeFlags.WAIT)
                .likeIn("cluster sync --preview", "cluster sync --force --wait", "cluster sync --target-nodes node-2");
    }

    @Override
    public Outcome run(Call call) {
        boolean preview = call.words().has(PREVIEW);
        if (preview && call.words().has(ChangeFlags.FORCE.name())) {
            throw Trouble.usage("--preview does not go with --force", "leave one of them out");
        }
        String targets = call.words().text(TARGETS);
        Body body = Body.of(call)
                .on("force", ChangeFlags.FORCE)
                .on("preview", PREVIEW)
                .with("target_nodes", targets == null ? null : Arrays.asList(targets.split(",")));
        if (!preview) {
            TheCluster.require(call);
        }
        Doc answer = call.gateway().post("/cluster/sync", body.members());
        return preview ? call.show(differences(answer)) : Changing.begun(call, answer);
    }

    private static Shown differences(Doc answer) {
        List<Block> blocks = new ArrayList<>();
        List<Doc> differences = answer.docs("differences");
        boolean compared =
                answer.number("copies") != null && answer.number("copies").signum() > 0;
        blocks.add(compared ? counted(answer) : NOTHING);
        if (!differences.isEmpty()) {
            Block.Table table =
                    Block.Table.of("DIFFERENCES", "Shard ID", "Held by", "Missing on", "Same stamp", "Record");
            for (Doc one : differences) {
                table.row(
                        Cell.of(one.text("shard_id")),
                        Cell.of(one.text("held_by")),
                        Cell.of(one.text("missing_on")),
                        Cell.of(one.value("same_stamp")),
                        Cell.of(one.text("id")));
            }
            blocks.add(table);
        }
        for (String failed : answer.texts("failed")) {
            blocks.add(new Block.Line(new Cell("not compared: " + failed, Tone.WARNING)));
        }
        return new Shown(answer, differences, blocks, compared ? Outcome.FINE : Outcome.FAILED);
    }

    private static Block counted(Doc answer) {
        return Block.Line.of(answer.number("count") + " records differ in " + answer.number("copies")
                + " copies that were compared.");
    }
}
