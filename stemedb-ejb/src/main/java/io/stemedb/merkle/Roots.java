package io.stemedb.merkle;

/**
 * What a shard's records add up to, as 64 hex digits each.
 *
 * @param content of what was claimed: equal wherever the same assertions are held, whenever each node took them
 * @param record of every stored byte: equal only if the very same records are held
 */
public record Roots(String content, String record) {}
