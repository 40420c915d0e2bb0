package io.stemedb.admin.data;

import io.stemedb.admin.change.ChangeFlags;
import io.stemedb.admin.change.Consent;
import io.stemedb.admin.change.TheCluster;
import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import java.util.List;
import java.util.Map;

/** {@code retract}. */
public final class RetractVerb implements Verb {
    private static final String REASON = "--reason";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("retract", Kind.CHANGE, "Withdraws a claim, for good")
                .taking(Param.of("CLAIM", "the whole id of the claim"))
                .with(
                        Flag.of(REASON, "TEXT", "the reason, which is kept with it (needed)"),
                        Flag.of(Claim.SOURCE, "NAME", "who withdraws it (default: the source of the claim)"),
                        AssertVerb.ACK,
                        ChangeFlags.DRY_RUN,
                        ChangeFlags.YES)
                .noting("The history keeps both. What another source than that of the claim says is recorded, and the "
                        + "claim still counts. A retraction cannot be taken back.")
                .likeIn("retract 870bcc9125ad84a19e84a0e2811ad9a85913b62655245d086f3ec0a81bf05ed3 --reason 'a slip'");
    }

    @Override
    public Outcome run(Call call) {
        String reason = AssertVerb.needed(call, REASON, "say why the claim is withdrawn");
        TheCluster.require(call);
        Doc claim = call.api().get("/v1/assertions/" + Gateway.part(call.words().text("CLAIM")));
        String said = call.words().text(Claim.SOURCE);
        String source = said == null ? claim.text("source") : said;
        Block plan = plan(call, claim, source, reason);
        if (call.words().has(ChangeFlags.DRY_RUN.name())) {
            return call.show(Shown.one(claim, plan, Block.Line.of("Nothing was changed.")));
        }
        Consent.require(call, "withdraw this claim", List.of(plan));
        return send(call, claim.text("id"), source, reason);
    }

    private static Block plan(Call call, Doc claim, String source, String reason) {
        return Block.Pairs.empty()
                .with("Claim", Cell.of(claim.text("id")))
                .with("Path", Cell.of(claim.text("concept_path")))
                .with("Predicate", Cell.of(claim.text("predicate")))
                .with("Value", Cell.of(Values.shown(claim.value("value"), call.screen())))
                .with("Source", Cell.of(claim.text("source")))
                .with("Withdrawn by", Cell.of(source))
                .with("Reason", Cell.of(reason));
    }

    private static Outcome send(Call call, String target, String source, String reason) {
        String ack = call.words().text(AssertVerb.ACK.name());
        Doc answer = call.api()
                .post(
                        "/v1/retract" + (ack == null ? "" : "?ack=" + ack),
                        Map.of("target", target, "source", source, "reason", reason))
                .shaped("id", "token", "applied");
        boolean applied = answer.isTrue("applied");
        return call.show(Shown.one(
                answer,
                new Block.Verdict(
                        applied ? Block.Sign.GOOD : Block.Sign.CARE,
                        applied
                                ? "The claim is withdrawn"
                                : "The retraction is recorded, and the claim still counts: it is another source's"),
                Block.Pairs.empty()
                        .with("ID", Cell.of(answer.text("id")))
                        .with("Recorded", Cell.of(answer.text("recorded_at")))
                        .with("Token", Cell.of(answer.text("token")))));
    }
}
