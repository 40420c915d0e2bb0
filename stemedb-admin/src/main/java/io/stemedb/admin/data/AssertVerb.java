package io.stemedb.admin.data;

import io.stemedb.admin.change.TheCluster;
import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import java.util.Map;

/** {@code assert}. */
public final class AssertVerb implements Verb {
    static final Flag ACK = Flag.of(
                    "--ack", "NODES", "the nodes that must have it before the answer: leader, quorum, all")
            .oneOf("leader", "quorum", "all");

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("assert", Kind.CHANGE, "Writes a claim")
                .taking(
                        Param.of("PATH", "the thing that the claim is about; - reads a whole claim as JSON"),
                        Param.of("PREDICATE", "the property of this thing").orNone(),
                        Param.of("VALUE", "JSON, or a string if it is none").orNone())
                .with(
                        Flag.of(Claim.SOURCE, "NAME", "the author of the claim (needed)"),
                        Flag.of("--confidence", "NUMBER", "how sure the source is, from 0 to 1 (default: 1)"),
                        Flag.of("--asserted-at", "TIME", "when the source said it (default: now)"),
                        Flag.of("--valid-from", "TIME", "it holds from then on"),
                        Flag.of("--valid-to", "TIME", "it holds until then"),
                        Flag.of("--supersedes", "ID", "an older claim of the same source, which it replaces"),
                        Flag.of("--metadata", "JSON", "an object to keep with the claim"),
                        Flag.on(Claim.STRING, "VALUE is a string, whatever it looks like"),
                        ACK)
                .noting("A time is 2026-01-31T00:00:00Z. Write -- before a value that begins with a minus. "
                        + "A claim with --asserted-at may be written again: it counts once. The token that is "
                        + "printed goes into --require of what is to see the claim.")
                .likeIn(
                        "assert geo/city/Gitega elevation_m 1504 --source wikidata",
                        "assert geo/country/BI calling_code 257 --string --source itu --ack all",
                        "assert - < claim.json");
    }

    @Override
    public Outcome run(Call call) {
        Map<String, Object> claim = Claim.of(call);
        TheCluster.require(call);
        String ack = call.words().text(ACK.name());
        String path = "/v1/assert" + (ack == null ? "" : "?ack=" + ack);
        Doc written = call.api().post(path, claim).shaped("id", "token");
        boolean duplicate = written.isTrue("duplicate");
        return call.show(Shown.one(
                written.with("duplicate", duplicate),
                new Block.Verdict(sign(written), said(written)),
                Block.Pairs.empty()
                        .with("ID", Cell.of(written.text("id")))
                        .with("Value", Cell.of(Values.shown(written.value("value"), call.screen())))
                        .with("Recorded", Cell.of(written.text("recorded_at")))
                        .with("Shard", Cell.of(written.text("shard")))
                        .with("Token", Cell.of(written.text("token")))));
    }

    private static Block.Sign sign(Doc written) {
        return written.isTrue("retracted") ? Block.Sign.CARE : Block.Sign.GOOD;
    }

    private static String said(Doc written) {
        if (written.isTrue("retracted")) {
            return "The claim was held before, and is withdrawn since";
        }
        return written.isTrue("duplicate") ? "The claim was held before, and counts once" : "The claim is written";
    }

    /** Ends a command without the flag. */
    static String needed(Call call, String flag, String next) {
        String said = call.words().text(flag);
        if (said == null) {
            throw Trouble.usage(flag + " is missing", next);
        }
        return said;
    }
}
