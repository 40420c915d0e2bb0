package io.stemedb.store;

import io.stemedb.journal.Retention;

/** A store that knows the journal, which its charter does not let it. */
public record TrespassingStore(Retention retention) {}
