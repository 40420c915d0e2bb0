package io.stemedb.admin.data;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Format;
import io.stemedb.admin.show.Shown;
import java.util.ArrayList;
import java.util.List;

/** Shows what was read, and says if there is nothing, or more, or something may be missing. */
final class Found {
    private Found() {}

    /**
     * Shows an answer. One without results is an answer too, so it ends well.
     *
     * @param nothing what to say if there are no results
     */
    static Outcome show(Call call, Doc answer, String list, String nothing, List<Block> blocks) {
        List<Block> all = new ArrayList<>();
        List<Doc> rows = answer.docs(list);
        String next = answer.text("next_cursor");
        if (rows.isEmpty()) {
            all.add(Block.Line.of(next == null ? nothing : "Nothing was found so far."));
        } else {
            all.addAll(blocks);
        }
        if (next != null) {
            all.add(Block.Line.of("There are more: --cursor " + next));
        }
        String missing = missing(answer);
        if (missing != null) {
            all.add(new Block.Verdict(Block.Sign.CARE, missing));
        }
        Outcome outcome = call.show(new Shown(answer, rows, all, Outcome.FINE));
        noteBesideCsv(call, next, missing);
        return outcome;
    }

    /** Its rows have no place for it. */
    private static void noteBesideCsv(Call call, String next, String missing) {
        if (call.screen().style().format() != Format.CSV) {
            return;
        }
        if (next != null) {
            call.screen().note("there are more: --cursor " + next);
        }
        if (missing != null) {
            call.screen().note(missing);
        }
    }

    /** What an answer says that it may lack; null if it lacks nothing. */
    static String missing(Doc answer) {
        if (!Boolean.FALSE.equals(answer.value("complete"))) {
            return null;
        }
        List<String> nodes = answer.texts("unreachable");
        String from = nodes.isEmpty() ? "" : ": " + String.join(", ", nodes) + " cannot be reached";
        return "Something may be missing" + from + ".";
    }
}
