package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.token.Tokens;
import java.util.List;

/** {@code token TOKEN_ID rotate}. */
public final class RotateTokenVerb implements Verb {
    private static final String GRACE = "--grace";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of(
                        "token rotate", Kind.CHANGE, "Makes a token in the place of another, and prints it this once")
                .taking(Tokens.PARAM)
                .with(
                        Flag.of(GRACE, "TIME", "how long the old one goes on, such as 15m (default: it ends at once)"),
                        MadeToken.TO_FILE,
                        ChangeFlags.YES)
                .likeIn("token kZ3vWq8bTn0a rotate --grace 15m --to-file importer.token");
    }

    @Override
    public Outcome run(Call call) {
        TheCluster.require(call);
        MadeToken.requireNoFile(call);
        String id = call.words().text(Tokens.ID);
        String grace = call.words().text(GRACE);
        String end = grace == null ? "the old one ends at once" : "the old one ends after " + grace;
        Block token = Tokens.pairs(RevokeTokenVerb.find(call, id));
        List<Block> seen = List.of(token, Block.Line.of("Then " + end + "."));
        Consent.require(call, "make a new token in the place of " + id, seen);
        Body body = Body.of(call).text("grace", GRACE);
        return MadeToken.shown(
                call, call.gateway().post(Tokens.PATH + "/" + Gateway.part(id) + "/rotate", body.members()));
    }
}
