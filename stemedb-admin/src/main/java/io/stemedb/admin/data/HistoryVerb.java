package io.stemedb.admin.data;

import io.stemedb.admin.command.Call;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code history}. */
public final class HistoryVerb implements Verb {
    private static final String[] ORDER = {
        "recorded_at", "kind", "id", "concept_path", "predicate", "value", "source", "confidence", "asserted_at"
    };
    private static final String[] LAST = {"retracted_by", "superseded_by", "target", "reason", "applied"};

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("history", Kind.READ, "Shows every claim that was ever made in a slot, the first first")
                .taking(
                        Param.of("PATH", "the thing that the claims are about"),
                        Param.of("PREDICATE", "the property of this thing"))
                .with(Reading.LIMIT, Reading.CURSOR, Reading.REQUIRE)
                .noting("Claims and retractions come in the order in which the database recorded them. A slot without "
                        + "claims is an answer, and ends with 0.")
                .likeIn("history geo/country/BI capital", "history geo/country/BI capital --output wide");
    }

    @Override
    public Outcome run(Call call) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("concept_path", call.words().text("PATH"));
        parameters.put("predicate", call.words().text("PREDICATE"));
        Doc answer = new Reading(call, "results")
                .get("/v1/history", parameters, call.words().text(Reading.CURSOR.name()));
        List<Doc> events = answer.docs("results").stream()
                .map(event -> event.shaped(ORDER).shapedLast(LAST))
                .toList();
        Doc all = answer.with("results", Doc.values(events));
        return Found.show(
                call, all, "results", "Nothing was ever claimed there.", List.of(table(events, call.screen())));
    }

    private static Block table(List<Doc> events, Screen screen) {
        Block.Table table = Block.Table.of(
                "HISTORY", "Recorded", "What", "ID", "Value", "Source", "Confidence", "Asserted", "State");
        for (Doc event : events) {
            boolean isClaim = !"retraction".equals(event.text("kind"));
            table.row(
                    Cell.of(event.text("recorded_at")),
                    Cell.of(isClaim ? "claim" : "retraction"),
                    Cell.of(Values.id(event.text("id"), screen)),
                    Cell.of(isClaim ? Values.shown(event.value("value"), screen) : withdraws(event, screen)),
                    Cell.of(event.text("source")),
                    Cell.of(event.number("confidence")),
                    Cell.of(event.text("asserted_at")),
                    isClaim ? state(event, screen) : stateOfRetraction(event));
        }
        return table;
    }

    private static String withdraws(Doc event, Screen screen) {
        return "withdraws " + Values.id(event.text("target"), screen) + ": " + event.text("reason");
    }

    private static Cell state(Doc event, Screen screen) {
        if (event.text("retracted_by") != null) {
            return new Cell("withdrawn by " + Values.id(event.text("retracted_by"), screen), Tone.FAINT);
        }
        return event.text("superseded_by") != null
                ? new Cell("replaced by " + Values.id(event.text("superseded_by"), screen), Tone.FAINT)
                : new Cell("counts", Tone.GOOD);
    }

    private static Cell stateOfRetraction(Doc event) {
        return event.isTrue("applied")
                ? new Cell("applied", Tone.GOOD)
                : new Cell("recorded only: another source's claim", Tone.WARNING);
    }
}
