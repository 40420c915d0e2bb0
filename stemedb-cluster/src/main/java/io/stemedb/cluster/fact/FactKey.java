package io.stemedb.cluster.fact;

import io.stemedb.assertion.PathHash;
import java.util.Locale;
import java.util.Optional;

/**
 * What a fact is about.
 *
 * @param kind what sort of thing
 * @param subject a node's id or a shard's number; the empty string if there is only one of the kind
 */
public record FactKey(Kind kind, String subject) {
    /** Begins the concept path of every fact about the cluster. */
    public static final String ROOT = PathHash.SYSTEM_ROOT + "cluster/";

    /** The sorts of facts. Names are on disk: add, never rename. */
    public enum Kind {
        /** The cluster itself: id, name, number of shards. */
        GENESIS,
        /** Whether a node is a member: {@code in} or {@code out}. */
        MEMBER,
        /** Where a node is reached. */
        ADDRESS,
        /** Which nodes are to keep a shard, the one that should lead it first. */
        HOLDERS,
        /** How many nodes are to keep each shard. */
        FACTOR,
        /** Whether a node is to give its places in lists to others. */
        DRAIN,
        /** Which node an operator wants to lead a shard, or that he wants none to any more. */
        PIN,
        /** Which change of the cluster is under way, and who sees to it. */
        CHANGE,
        /** Who may do what: a token, without its secret. */
        TOKEN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of the one thing of its kind. */
    public static FactKey of(Kind kind) {
        return new FactKey(kind, "");
    }

    /** About a node. */
    public static FactKey of(Kind kind, String node) {
        return new FactKey(kind, node);
    }

    /** About a shard. */
    public static FactKey of(Kind kind, int shard) {
        return new FactKey(kind, Integer.toString(shard));
    }

    /** Where the fact is kept. */
    public String conceptPath() {
        return ROOT + kind.word() + (subject.isEmpty() ? "" : '/' + subject);
    }

    /** The shard that it is about; negative if it is about none. */
    int shard() {
        return subject.matches("\\d{1,9}") ? Integer.parseInt(subject) : -1;
    }

    /** Reads a path back; empty if it is of something else, or of a kind that this release does not know. */
    static Optional<FactKey> ofPath(String conceptPath) {
        if (!conceptPath.startsWith(ROOT)) {
            return Optional.empty();
        }
        String[] parts = conceptPath.substring(ROOT.length()).split("/", 2);
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(parts[0])) {
                return Optional.of(new FactKey(kind, parts.length == 1 ? "" : parts[1]));
            }
        }
        return Optional.empty();
    }
}
