package io.stemedb.admin.command;

import io.stemedb.admin.outcome.Outcome;

/** One thing that an operator can ask for. */
public interface Verb {
    Synopsis synopsis();

    /** Does it. What cannot go on ends with a {@link io.stemedb.admin.outcome.Trouble}. */
    Outcome run(Call call);
}
