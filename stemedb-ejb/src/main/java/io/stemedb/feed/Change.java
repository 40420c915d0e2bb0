package io.stemedb.feed;

import io.stemedb.assertion.Recorded;

/**
 * Something that was recorded.
 *
 * @param position what a reader hands in to go on behind it
 */
public record Change(String position, Recorded recorded) {}
