package io.stemedb.admin.shard;

import io.stemedb.admin.command.Param;

/** How a shard is named. */
public final class Shards {
    public static final String ID = "SHARD_ID";
    public static final Param PARAM = Param.of(ID, "the shard: 17, shard-17 or shard_17");

    private Shards() {}
}
