package io.stemedb.admin.token;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Shown;
import java.util.List;

/** {@code token list}. */
public final class ListVerb implements Verb {
    private static final String ACTIVE = "--active";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("token list", Kind.READ, "Lists the tokens that callers have, without their secrets")
                .with(Flag.on(ACTIVE, "only those that have not ended"))
                .likeIn("token list", "token list --active");
    }

    @Override
    public Outcome run(Call call) {
        Doc answer = call.gateway().get(Tokens.PATH);
        List<Doc> tokens = answer.docs("tokens").stream()
                .filter(token -> !call.words().has(ACTIVE) || token.isTrue("active"))
                .map(Tokens::shaped)
                .toList();
        return call.show(new Shown(
                answer.with("tokens", Doc.values(tokens)), tokens, List.of(Tokens.table(tokens)), Outcome.FINE));
    }
}
