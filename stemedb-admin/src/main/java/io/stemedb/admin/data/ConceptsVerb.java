package io.stemedb.admin.data;

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
import java.util.Collections;
import java.util.List;

/** {@code concepts}. */
public final class ConceptsVerb implements Verb {
    private static final String RECURSIVE = "--recursive";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("concepts", Kind.READ, "Lists the paths below a path, with what is held there")
                .taking(Param.of("PREFIX", "a path (default: the top of the tree)")
                        .orNone())
                .with(
                        Flag.on(RECURSIVE, "also those below these, up to --limit in all"),
                        Reading.LIMIT,
                        Reading.CURSOR,
                        Reading.REQUIRE)
                .noting("Counts cover a path and everything below it, and stop at 1000. A path below which nothing is "
                        + "held is an answer, and ends with 0. With --recursive, \"more\" in the answer for programs "
                        + "says whether the limit has cut it off.")
                .likeIn("concepts", "concepts geo/country --limit 20", "concepts geo --recursive");
    }

    @Override
    public Outcome run(Call call) {
        boolean recursive = call.words().has(RECURSIVE);
        String cursor = call.words().text(Reading.CURSOR.name());
        if (recursive && cursor != null) {
            throw Trouble.usage("--cursor does not go with --recursive", "name a path below instead");
        }
        String prefix = call.words().text("PREFIX");
        Reading reading = new Reading(call, "children");
        Doc answer = recursive
                ? new Tree(reading).below(prefix)
                : reading.get("/v1/concepts", Collections.singletonMap("prefix", prefix), cursor);
        Doc shaped = answer.shapedAll("children", "path", "name", "has_children", "assertions", "slots");
        List<Block> blocks = answer.isTrue("more")
                ? List.of(table(shaped), Block.Line.of("There are more: raise --limit, or name a path below."))
                : List.of(table(shaped));
        return Found.show(call, shaped, "children", "Nothing is held below that.", blocks);
    }

    private static Block table(Doc answer) {
        Block.Table table = Block.Table.of("CONCEPTS", "Path", "Assertions", "Slots", "Below it");
        for (Doc child : answer.docs("children")) {
            table.row(
                    Cell.of(child.text("path")),
                    Cell.of(child.value("assertions")),
                    Cell.of(child.value("slots")),
                    Cell.of(child.isTrue("has_children") ? "more" : null));
        }
        return table;
    }
}
