package io.stemedb.console.overview;

import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shards as a picture: a cell each, as high as it is full beside the fullest, with a sign and a colour for its
 * condition. Pure.
 *
 * @param label the picture in words
 */
public record Picture(String label, List<Cell> cells, List<Legend> legend) {
    /** Heights that a bar can have; the style sheet knows as many. */
    private static final int HEIGHTS = 10;

    /**
     * One shard.
     *
     * @param sign tells conditions apart without their colours; empty for a shard that is as it should be
     * @param style of the cell: its condition and how high its bar is
     * @param title all of it in words
     */
    public record Cell(
            String name,
            String number,
            String brief,
            String records,
            String bytes,
            String condition,
            String sign,
            String style,
            String title) {}

    /** What a sign means, and of how many shards it is so. */
    public record Legend(String condition, String sign, String style, String count, String meaning) {}

    /** Draws. */
    public static Picture of(List<Shard> shards) {
        long most = shards.stream().mapToLong(Shard::records).max().orElse(0);
        return new Picture(
                label(shards),
                shards.stream().map(shard -> cell(shard, most)).toList(),
                Arrays.stream(ShardCondition.values())
                        .map(condition -> legend(condition, count(shards, condition)))
                        .toList());
    }

    private static String label(List<Shard> shards) {
        return Arrays.stream(ShardCondition.values())
                .filter(condition -> count(shards, condition) > 0)
                .map(condition -> Words.count(count(shards, condition)) + " " + word(condition))
                .collect(Collectors.joining(", ", Words.count(shards.size()) + " shards: ", ""));
    }

    private static long count(List<Shard> shards, ShardCondition condition) {
        return shards.stream().filter(shard -> shard.condition() == condition).count();
    }

    private static Cell cell(Shard shard, long most) {
        String word = word(shard.condition());
        // A shard that holds anything shows it.
        long height = most == 0 ? 0 : (shard.records() * HEIGHTS + most - 1) / most;
        String records = Words.count(shard.records());
        String bytes = Words.bytes(shard.bytes());
        return new Cell(
                shard.name(),
                Integer.toString(shard.number()),
                Words.brief(shard.records()),
                records,
                bytes,
                word,
                sign(shard.condition()),
                word + " h" + height,
                shard.name() + ": " + word + ", " + records + " records, " + bytes);
    }

    private static Legend legend(ShardCondition condition, long count) {
        String meaning = switch (condition) {
            case FILLED -> "holds all it should";
            case DAMAGED -> "part of it cannot be read until it is rebuilt";
            case LOST -> "a repair has lost claims of it; questions about these are refused";
        };
        return new Legend(word(condition), sign(condition), word(condition), Words.count(count), meaning);
    }

    private static String sign(ShardCondition condition) {
        return switch (condition) {
            case FILLED -> "";
            case DAMAGED -> "\u25b2";
            case LOST -> "\u2716";
        };
    }

    private static String word(ShardCondition condition) {
        return condition.name().toLowerCase(Locale.ROOT);
    }
}
