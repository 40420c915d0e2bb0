package io.stemedb.admin.show;

import java.util.List;
import java.util.Map;

/** Writes blocks as lines. Pure. */
final class Text {
    private static final String LINES = "┌─┬┐│├┼┤└┴┘";
    private static final String ASCII = "+-++|++++++";

    private final StringBuilder out = new StringBuilder();
    private final Style style;
    private final String lines;

    private Text(Style style) {
        this.style = style;
        this.lines = style.utf8() ? LINES : ASCII;
    }

    static String of(List<Block> blocks, Style style) {
        Text text = new Text(style);
        boolean first = true;
        for (Block block : blocks) {
            if (!first && block instanceof Block.Table) {
                text.out.append('\n');
            }
            text.block(block);
            first = false;
        }
        return text.out.toString();
    }

    private void block(Block block) {
        if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Pairs pairs) {
            for (Map.Entry<String, Cell> line : pairs.lines().entrySet()) {
                out.append(line.getKey()).append(": ").append(coloured(line.getValue()));
                out.append('\n');
            }
        } else if (block instanceof Block.Line line) {
            out.append(coloured(line.text())).append('\n');
        } else if (block instanceof Block.Verdict verdict) {
            String sign = style.utf8() ? verdict.sign().sign : verdict.sign().ascii;
            out.append(coloured(sign, verdict.sign().tone)).append(' ');
            out.append(Plain.text(verdict.text(), style.utf8())).append('\n');
        }
    }

    private void table(Block.Table table) {
        int[] widths = new int[table.columns().size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = table.columns().get(column).length();
            for (List<Cell> row : table.rows()) {
                widths[column] = Math.max(widths[column], width(plain(row.get(column))));
            }
        }
        out.append(coloured(table.title(), Tone.TITLE)).append('\n');
        rule(widths, 0, 2, 3);
        row(table.columns().stream().map(name -> new Cell(name, Tone.TITLE)).toList(), widths);
        rule(widths, 5, 6, 7);
        for (List<Cell> row : table.rows()) {
            row(row, widths);
        }
        rule(widths, 8, 9, 10);
    }

    private void row(List<Cell> cells, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            Cell cell = cells.get(column);
            out.append(lines.charAt(4)).append(' ').append(coloured(cell));
            out.append(" ".repeat(widths[column] - width(plain(cell)) + 1));
        }
        out.append(lines.charAt(4)).append('\n');
    }

    private void rule(int[] widths, int begin, int between, int end) {
        for (int column = 0; column < widths.length; column++) {
            out.append(lines.charAt(column == 0 ? begin : between));
            out.append(String.valueOf(lines.charAt(1)).repeat(widths[column] + 2));
        }
        out.append(lines.charAt(end)).append('\n');
    }

    private String plain(Cell cell) {
        return Plain.text(cell.text(), style.utf8());
    }

    private String coloured(Cell cell) {
        return coloured(plain(cell), cell.tone());
    }

    private String coloured(String text, Tone tone) {
        return style.colours() ? tone.colour(text) : text;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
