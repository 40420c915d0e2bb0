package io.stemedb.admin.data;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Screen;
import io.stemedb.admin.show.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** {@code contradictions}. */
public final class ContradictionsVerb implements Verb {
    private static final String SINGLE_SOURCE = "--single-source";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("contradictions", Kind.READ, "Lists the slots in which sources disagree")
                .taking(Param.of("PREFIX", "a path, whose slots are listed with all below it (default: everything)")
                        .orNone())
                .with(
                        Flag.on(SINGLE_SOURCE, "also those in which one source says different things"),
                        Reading.LIMIT,
                        Reading.CURSOR,
                        Reading.REQUIRE)
                .noting("The values of a slot come with the best supported "
                        + "first, and with the lenses that show them. No contradiction is an answer, and ends with 0.")
                .likeIn("contradictions", "contradictions geo/country --limit 20");
    }

    @Override
    public Outcome run(Call call) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("prefix", call.words().text("PREFIX"));
        parameters.put("single_source", call.words().has(SINGLE_SOURCE) ? "true" : null);
        Doc answer = new Reading(call, "results")
                .get("/v1/contradictions", parameters, call.words().text(Reading.CURSOR.name()))
                .shapedAll("results", "concept_path", "predicate", "values", "lenses", "lenses_agree");
        return Found.show(call, answer, "results", "No sources disagree there.", blocks(answer, call.screen()));
    }

    private static List<Block> blocks(Doc answer, Screen screen) {
        Block.Table table = Block.Table.of("CONTRADICTIONS", "Path", "Predicate", "Value", "Sources", "Shown by");
        int differing = 0;
        for (Doc slot : answer.docs("results")) {
            differing += slot.isTrue("lenses_agree") ? 0 : 1;
            for (Doc value : slot.docs("values")) {
                table.row(
                        Cell.of(slot.text("concept_path")),
                        Cell.of(slot.text("predicate")),
                        Cell.of(Values.shown(value.value("value"), screen)),
                        Cell.of(Values.several(value.texts("sources"), screen)),
                        lenses(slot, value.value("value")));
            }
        }
        String counted = String.format(
                Locale.ROOT,
                "Slots: %d; lenses differ in %d.",
                answer.docs("results").size(),
                differing);
        return List.of(table, Block.Line.of(counted));
    }

    private static Cell lenses(Doc slot, Object value) {
        List<String> showing = new ArrayList<>();
        slot.doc("lenses").members().forEach((lens, shown) -> {
            if (Objects.equals(shown, value)) {
                showing.add(lens);
            }
        });
        boolean agree = slot.isTrue("lenses_agree");
        return new Cell(Cell.of(String.join(", ", showing)).text(), agree ? Tone.PLAIN : Tone.WARNING);
    }
}
