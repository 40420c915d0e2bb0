package io.stemedb.console.overview;

import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.console.words.Words;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shards as a picture: a cell each, as high as it is full beside the fullest, with a sign and a colour for its
 * condition. Pure.
 *
 * @param label the picture in words
 * @param led how many of them this node leads, in words; empty for a node that is alone
 */
public record Picture(String label, List<Cell> cells, List<Legend> legend, String led) {
    /** Of a node without others every shard is here. */
    private static final Set<ShardCondition> OF_CLUSTERS = EnumSet.of(ShardCondition.FILLING, ShardCondition.ELSEWHERE);

    /** Heights that a bar can have; the style sheet knows as many. */
    private static final int HEIGHTS = 10;

    /**
     * One shard.
     *
     * @param role {@code leader} or {@code follower}; empty for a shard that others keep, or of a node that is alone
     * @param mark of a shard that this node leads; else empty
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
            String role,
            String mark,
            String sign,
            String style,
            String title) {}

    /** What a sign means, and of how many shards it is so. */
    public record Legend(String condition, String sign, String style, String count, String meaning) {}

    /**
     * Draws.
     *
     * @param clustered whether the node has others
     */
    public static Picture of(List<Shard> shards, boolean clustered) {
        long most = shards.stream().mapToLong(Shard::records).max().orElse(0);
        return new Picture(
                label(shards),
                shards.stream().map(shard -> cell(shard, most, clustered)).toList(),
                Arrays.stream(ShardCondition.values())
                        .filter(condition -> clustered || !OF_CLUSTERS.contains(condition))
                        .map(condition -> legend(condition, count(shards, condition)))
                        .toList(),
                clustered ? Words.count(shards.stream().filter(Shard::led).count()) : "");
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

    private static Cell cell(Shard shard, long most, boolean clustered) {
        String word = word(shard.condition());
        String role = role(shard, clustered);
        // A shard that holds anything shows it.
        long height = most == 0 ? 0 : (shard.records() * HEIGHTS + most - 1) / most;
        String records = Words.count(shard.records());
        String bytes = Words.bytes(shard.bytes());
        return new Cell(
                shard.name(),
                Integer.toString(shard.number()),
                isEmptied(shard) ? "" : Words.brief(shard.records()),
                records,
                bytes,
                word,
                role,
                shard.led() ? "\u2605" : "",
                sign(shard.condition()),
                word + " h" + height,
                shard.name() + ": " + word + (role.isEmpty() ? "" : ", " + role) + ", " + records + " records, "
                        + bytes);
    }

    private static boolean isEmptied(Shard shard) {
        return shard.condition() == ShardCondition.ELSEWHERE && shard.records() == 0;
    }

    private static String role(Shard shard, boolean clustered) {
        if (!clustered || shard.condition() == ShardCondition.ELSEWHERE) {
            return "";
        }
        return shard.led() ? "leader" : "follower";
    }

    private static Legend legend(ShardCondition condition, long count) {
        String meaning = switch (condition) {
            case FILLED -> "holds all it should";
            case FILLING -> "being copied to this node; others answer for it";
            case ELSEWHERE -> "other nodes are to keep it";
            case DAMAGED -> "part of it cannot be read until it is rebuilt";
            case LOST -> "a repair has lost claims of it; questions about these are refused";
        };
        return new Legend(word(condition), sign(condition), word(condition), Words.count(count), meaning);
    }

    private static String sign(ShardCondition condition) {
        return switch (condition) {
            case FILLED -> "";
            case FILLING -> "\u2026";
            case ELSEWHERE -> "\u2013";
            case DAMAGED -> "\u25b2";
            case LOST -> "\u2716";
        };
    }

    private static String word(ShardCondition condition) {
        return condition.name().toLowerCase(Locale.ROOT);
    }
}
