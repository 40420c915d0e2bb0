package io.stemedb.admin.show;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import java.util.List;

/**
 * An answer in all its forms.
 *
 * @param document for programs: as the gateway sent it
 * @param rows the same as rows, for CSV
 * @param blocks for people
 * @param outcome how the command ends
 */
public record Shown(Doc document, List<Doc> rows, List<Block> blocks, Outcome outcome) {

    /** A list. */
    public static Shown list(Doc document, String rows, Block... blocks) {
        return new Shown(document, document.docs(rows), List.of(blocks), Outcome.FINE);
    }

    /** One thing. */
    public static Shown one(Doc document, Block... blocks) {
        return new Shown(document, List.of(document), List.of(blocks), Outcome.FINE);
    }

    /** The same with another end. */
    public Shown ending(Outcome end) {
        return new Shown(document, rows, blocks, end);
    }
}
