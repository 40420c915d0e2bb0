package io.stemedb.store;

/** A source in a shard: what it claimed is counted by both, as shards come and go. */
record ShardSource(int shard, String source) {}
