package io.stemedb.admin.show;

import io.stemedb.admin.json.JsonText;
import java.io.PrintStream;
import java.util.List;

/**
 * Where a command shows its answer, and where it says what is beside it.
 *
 * @param out takes answers
 * @param err takes everything else
 * @param progress whether {@code err} is a terminal, on which a line can be written over
 */
public record Screen(PrintStream out, PrintStream err, Style style, boolean progress) {
    /** A longer line would go on below, and could not be written over. */
    private static final int WIDTH = 79;

    private static final String TO_BEGIN = "\r\u001b[K";

    /** The answer in the form that was asked for. */
    public void show(Shown shown) {
        out.print(
                switch (style.format()) {
                    case TABLE, WIDE -> Text.of(shown.blocks(), style);
                    case JSON -> JsonText.indented(shown.document(), !style.utf8()) + "\n";
                    case YAML -> Yaml.of(shown.document().members(), !style.utf8());
                    case CSV -> Csv.of(shown.rows(), style.terminal());
                });
        out.flush();
    }

    /** A line beside the answer. */
    public void note(String line) {
        err.print(Plain.text(line, style.utf8()) + "\n");
        err.flush();
    }

    /** What is to be read before a question is answered. */
    public void noteAll(List<Block> blocks) {
        err.print(Text.of(blocks, new Style(Format.TABLE, style.utf8(), progress && style.colours(), progress)));
        err.flush();
    }

    /** A question, without the end of its line. */
    public void ask(String question) {
        err.print(Plain.text(question, style.utf8()));
        err.flush();
    }

    /** How far something is: over the line before it on a terminal, else as a line of its own. */
    public void progress(String line) {
        String text = Plain.text(line, style.utf8());
        if (progress && text.length() > WIDTH) {
            text = text.substring(0, WIDTH - 3) + "...";
        }
        err.print(progress ? TO_BEGIN + text : text + "\n");
        err.flush();
    }

    /** Ends a line of progress. */
    public void progressEnds() {
        if (progress) {
            err.print("\n");
            err.flush();
        }
    }

    /** Clears a terminal before an answer is shown again. */
    public void again() {
        out.print(style.colours() ? "\u001b[H\u001b[2J" : style.format().isForPeople() ? "\n" : "");
        out.flush();
    }

    public boolean isWide() {
        return style.format() == Format.WIDE;
    }
}
