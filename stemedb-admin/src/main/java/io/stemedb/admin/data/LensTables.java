package io.stemedb.admin.data;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Screen;
import io.stemedb.admin.show.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Answers of lenses as tables. Pure. */
final class LensTables {
    private final SideBySide answer;
    private final Screen screen;

    private LensTables(SideBySide answer, Screen screen) {
        this.answer = answer;
        this.screen = screen;
    }

    static List<Block> of(SideBySide answer, boolean explain, Screen screen) {
        LensTables tables = new LensTables(answer, screen);
        List<Block> blocks = new ArrayList<>();
        blocks.add(tables.values());
        if (explain) {
            blocks.add(tables.reasons());
        }
        if (tables.isCompared()) {
            blocks.add(tables.differing());
        }
        return blocks;
    }

    /** Whether there are lenses that could differ: all has a row for each claim. */
    private boolean isCompared() {
        return answer.lenses().size() > 1;
    }

    private Block values() {
        Block.Table table = Block.Table.of(
                "ANSWERS", "Path", "Predicate", "Lens", "Value", "Sources", "Confidence", "Asserted", "Against it");
        for (List<Doc> slot : answer.slots()) {
            boolean differs = isCompared() && SideBySide.isDiffering(slot);
            for (Doc result : slot) {
                table.row(
                        Cell.of(result.text("concept_path")),
                        Cell.of(result.text("predicate")),
                        lens(result, differs),
                        new Cell(Values.shown(result.value("value"), screen), differs ? Tone.WARNING : Tone.PLAIN),
                        Cell.of(sources(result)),
                        Cell.of(result.number("confidence")),
                        Cell.of(result.text("asserted_at")),
                        Cell.of(against(result, slot)));
            }
        }
        return table;
    }

    /** The sign is there on terminals without colours too. */
    private static Cell lens(Doc result, boolean differs) {
        return new Cell(result.text("lens") + (differs ? " !" : ""), differs ? Tone.WARNING : Tone.PLAIN);
    }

    /** All who say the same; without groups the one whose claim is shown. */
    private String sources(Doc result) {
        if ("all".equals(result.text("lens"))) {
            return result.text("source");
        }
        for (Doc group : result.docs("groups")) {
            if (group.isTrue("won")) {
                return Values.several(group.texts("sources"), screen);
            }
        }
        return result.text("source");
    }

    /** Groups are only with the first result of a slot if a lens chooses none. */
    private String against(Doc result, List<Doc> slot) {
        Doc grouped = result.has("groups") ? result : slot.get(0);
        List<String> others = new ArrayList<>();
        for (Doc group : grouped.docs("groups")) {
            if (!Objects.equals(group.value("value"), result.value("value"))) {
                others.add(Values.shown(group.value("value"), screen) + " ("
                        + Values.several(group.texts("sources"), screen) + ")");
            }
        }
        return Values.several(others, screen);
    }

    private Block reasons() {
        Block.Table table =
                Block.Table.of("WHY", "Path", "Predicate", "Lens", "Value", "Score", "Sources", "Claims", "Reason");
        for (List<Doc> slot : answer.slots()) {
            for (Doc result : slot) {
                for (Doc group : result.docs("groups")) {
                    boolean won = group.isTrue("won");
                    table.row(
                            Cell.of(result.text("concept_path")),
                            Cell.of(result.text("predicate")),
                            Cell.of(result.text("lens")),
                            Cell.of(Values.shown(group.value("value"), screen)),
                            Cell.of(Values.text(group.value("score"))),
                            Cell.of(Values.several(group.texts("sources"), screen)),
                            Cell.of(ids(group)),
                            won ? new Cell("won", Tone.GOOD) : Cell.of(group.text("reason")));
                }
            }
        }
        return table;
    }

    private String ids(Doc group) {
        return Values.several(
                group.texts("ids").stream().map(id -> Values.id(id, screen)).toList(), screen);
    }

    private Block differing() {
        List<List<Doc>> slots = answer.slots();
        long differing = slots.stream().filter(SideBySide::isDiffering).count();
        return differing == 0
                ? new Block.Verdict(Block.Sign.GOOD, "The lenses agree")
                : new Block.Verdict(
                        Block.Sign.CARE,
                        String.format(Locale.ROOT, "The lenses differ (!): %d of %d slots", differing, slots.size()));
    }
}
