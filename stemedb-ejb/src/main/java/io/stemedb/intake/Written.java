package io.stemedb.intake;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Recorded;
import io.stemedb.progress.Token;

/**
 * What a write led to.
 *
 * @param recorded what is held now: the new record, or the one that was there before
 * @param duplicate whether it was there before
 * @param retractedBy the retraction that applies to it, or null; only looked up for a duplicate
 */
public record Written(Recorded recorded, boolean duplicate, AssertionId retractedBy, Token token) {}
