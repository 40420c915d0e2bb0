package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Shown;
import io.stemedb.admin.token.Tokens;
import java.util.List;

/** {@code token TOKEN_ID revoke}. */
public final class RevokeTokenVerb implements Verb {
    private static final Flag FORCE = Flag.on("--force", "ends it although it is the last one of an operator");

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("token revoke", Kind.CHANGE, "Ends a token at once, on all nodes that are reached")
                .taking(Tokens.PARAM)
                .with(FORCE, ChangeFlags.YES)
                .likeIn("token kZ3vWq8bTn0a revoke");
    }

    @Override
    public Outcome run(Call call) {
        TheCluster.require(call);
        String id = call.words().text(Tokens.ID);
        List<Block> seen = List.of(Tokens.pairs(find(call, id)));
        Consent.require(call, "revoke the token " + id, seen);
        String path = Tokens.PATH + "/" + Gateway.part(id) + (call.words().has(FORCE.name()) ? "?force=true" : "");
        Doc ended = Tokens.shaped(call.gateway().delete(path));
        return call.show(Shown.one(ended, Tokens.pairs(ended)));
    }

    /** A token that is listed. */
    static Doc find(Call call, String id) {
        return call.gateway().get(Tokens.PATH).docs("tokens").stream()
                .filter(token -> id.equals(token.text("id")))
                .findFirst()
                .orElseThrow(() -> Trouble.usage("no token has the id " + id, "stemedb-admin token list shows them"));
    }
}
