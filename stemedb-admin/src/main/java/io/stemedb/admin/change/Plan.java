package io.stemedb.admin.change;

import io.stemedb.admin.gateway.Hints;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Tone;
import java.util.ArrayList;
import java.util.List;

/**
 * What a change would do.
 *
 * @param steps in the order in which they are done
 * @param refusals what speaks against it
 */
record Plan(List<String> steps, List<String> refusals) {
    private static final int MOST_STEPS = 10;

    /** What a rehearsal answered. */
    static Plan of(Doc rehearsal) {
        if (rehearsal.has("counted_by")) {
            return ofSeed(rehearsal);
        }
        List<String> refusals = new ArrayList<>();
        for (String refusal : rehearsal.texts("refusals")) {
            refusals.add(Hints.spoken(refusal));
        }
        return new Plan(rehearsal.texts("plan"), refusals);
    }

    private static Plan ofSeed(Doc seed) {
        List<String> steps = new ArrayList<>();
        for (String node : seed.texts("counted_by")) {
            steps.add(node + " counts " + seed.text("seed") + " no more");
        }
        if (steps.isEmpty()) {
            steps.add("no node counts " + seed.text("seed"));
        }
        for (String node : seed.texts("unreachable")) {
            steps.add(node + " cannot be asked, and counts it on if it has it");
        }
        return new Plan(steps, List.of());
    }

    /** The same for people. */
    List<Block> blocks(String title) {
        return blocks(title, Integer.MAX_VALUE);
    }

    /** The same for a question: whoever has to answer sees the whole of it. */
    List<Block> inShort(String title) {
        return blocks(title, MOST_STEPS);
    }

    private List<Block> blocks(String title, int most) {
        List<Block> blocks = new ArrayList<>();
        if (!steps.isEmpty() || refusals.isEmpty()) {
            blocks.add(Block.Line.of("What " + title + " would do:"));
        }
        for (int i = 0; i < Math.min(steps.size(), most); i++) {
            blocks.add(Block.Line.of("  " + (i + 1) + ". " + steps.get(i)));
        }
        if (steps.size() > most) {
            blocks.add(Block.Line.of("  and " + (steps.size() - most) + " more, which --dry-run shows"));
        }
        if (steps.isEmpty() && refusals.isEmpty()) {
            blocks.add(Block.Line.of("  nothing: it is so already"));
        }
        if (!refusals.isEmpty()) {
            blocks.add(Block.Line.of("What speaks against it:"));
        }
        for (String refusal : refusals) {
            blocks.add(new Block.Line(new Cell("  - " + refusal, Tone.BAD)));
        }
        return blocks;
    }
}
