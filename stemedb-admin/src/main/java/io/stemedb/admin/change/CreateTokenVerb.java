package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.token.Tokens;

/** {@code token create}. */
public final class CreateTokenVerb implements Verb {
    private static final String ROLE = "--role";
    private static final String NOTE = "--note";
    private static final Flag FORCE =
            Flag.on("--force", "makes it although there is no token of an operator, so that nobody could revoke it");

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("token create", Kind.CHANGE, "Makes a token, and prints it this once")
                .with(
                        Flag.of(ROLE, "ROLE", "what its caller may do: reader, writer, operator (needed)")
                                .oneOf("reader", "writer", "operator"),
                        Flag.of(NOTE, "TEXT", "whom or what it is for"),
                        MadeToken.TO_FILE,
                        FORCE)
                .noting("From the first token on every call needs one, so the first should be an operator's.")
                .likeIn(
                        "token create --role writer --note importer",
                        "token create --role reader --to-file reader.token");
    }

    @Override
    public Outcome run(Call call) {
        if (!call.words().has(ROLE)) {
            throw Trouble.usage("--role is missing", "write one of reader, writer, operator");
        }
        TheCluster.require(call);
        MadeToken.requireNoFile(call);
        Body body = Body.of(call).text("role", ROLE).text("note", NOTE).on("force", FORCE);
        return MadeToken.shown(call, call.gateway().post(Tokens.PATH, body.members()));
    }
}
