package io.stemedb.lens;

import io.stemedb.assertion.AssertionId;
import io.stemedb.json.CanonicalJson;
import java.util.List;

/**
 * The candidates that say one value, and how they fared.
 *
 * @param score what the lens compares first, as JSON: under recency the group's latest {@code asserted_at}; under
 *     consensus and {@code all} its support; under authority the greatest authority among its sources
 * @param sources the distinct sources, in order of their UTF-8 bytes
 * @param ids the candidates, newest first
 * @param won whether the lens chose this value; under {@code all} no value wins
 * @param reason why it lost, in words; null for the winner
 */
public record ValueGroup(
        CanonicalJson value,
        CanonicalJson score,
        List<String> sources,
        List<AssertionId> ids,
        boolean won,
        String reason) {}
