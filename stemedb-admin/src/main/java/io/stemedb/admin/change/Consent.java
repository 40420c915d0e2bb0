package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import java.util.List;
import java.util.Locale;

/** Asks before something is taken away or moved. */
public final class Consent {
    private Consent() {}

    /**
     * Goes on only if somebody has agreed.
     *
     * @param plan what would be done
     */
    public static void require(Call call, String title, List<Block> plan) {
        if (call.words().has(ChangeFlags.YES.name())) {
            call.screen().noteAll(plan);
            return;
        }
        if (!call.asking().canAsk()) {
            throw Trouble.usage(
                    "nobody can be asked whether to " + title + ", as there is no terminal",
                    "look at --dry-run, then add --yes");
        }
        call.screen().noteAll(plan);
        call.screen().ask(title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1) + "? [y/N] ");
        String answer = call.asking().answer();
        String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("y") && !word.equals("yes")) {
            throw Trouble.of(Outcome.FAILED, "nothing was changed", null);
        }
    }
}
