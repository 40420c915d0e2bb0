package io.stemedb.admin.token;

import io.stemedb.admin.command.Param;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Tone;
import java.util.List;

/** Tokens as they are shown. */
public final class Tokens {
    public static final String PATH = "/admin/tokens";
    public static final String ID = "TOKEN_ID";

    /** One token; whoever ends one writes its id in full. */
    public static final Param PARAM = Param.of(ID, "the whole id of the token, as token list shows it");

    private static final String[] ORDER = {"id", "role", "active", "note", "created_at", "created_by", "revoked_at"};

    private Tokens() {}

    /** One token, in the order in which it is read. */
    public static Doc shaped(Doc token) {
        return token.shaped(ORDER);
    }

    static Block table(List<Doc> tokens) {
        Block.Table table = Block.Table.of("TOKENS", "ID", "Role", "State", "Note", "Created", "By", "Ended");
        for (Doc token : tokens) {
            table.row(
                    Cell.of(token.text("id")),
                    Cell.of(token.text("role")),
                    state(token),
                    Cell.of(token.text("note")),
                    Cell.of(token.text("created_at")),
                    Cell.of(token.text("created_by")),
                    Cell.of(token.text("revoked_at")));
        }
        return table;
    }

    /** One token, a line for each of its members. */
    public static Block.Pairs pairs(Doc token) {
        return Block.Pairs.empty()
                .with("Token", Cell.of(token.text("id")))
                .with("Role", Cell.of(token.text("role")))
                .with("State", state(token))
                .with("Note", Cell.of(token.text("note")))
                .with("Created", Cell.of(token.text("created_at")))
                .with("By", Cell.of(token.text("created_by")))
                .with("Ended", Cell.of(token.text("revoked_at")));
    }

    private static Cell state(Doc token) {
        return token.isTrue("active") ? new Cell("active", Tone.GOOD) : new Cell("ended", Tone.FAINT);
    }
}
