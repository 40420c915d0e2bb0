package io.stemedb.query;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.AssertionJson;
import io.stemedb.assertion.Times;
import io.stemedb.json.JsonWriter;
import io.stemedb.lens.ValueGroup;
import java.util.List;

/** Writes answers straight to bytes. */
public final class AnswerJson {
    private AnswerJson() {}

    /**
     * Writes the answer to a question as one JSON object.
     *
     * @param token what a later read hands in to see at least as much; null to leave it out
     */
    public static void write(JsonWriter out, QueryAnswer answer, String token) {
        write(out, answer, token, Coverage.ALL);
    }

    /** The same of data that several nodes hold. */
    public static void write(JsonWriter out, QueryAnswer answer, String token, Coverage coverage) {
        out.beginObject().name("results").beginArray();
        for (QueryItem item : answer.results()) {
            write(out, item);
        }
        out.endArray();
        end(out, answer.nextCursor(), answer.asOf(), token, coverage);
    }

    /**
     * Writes a page of a history as one JSON object.
     *
     * @param shardCount the cluster's number of shards
     * @param token what a later read hands in to see at least as much; null to leave it out
     */
    public static void write(JsonWriter out, HistoryAnswer answer, int shardCount, String token) {
        write(out, answer, shardCount, token, Coverage.ALL);
    }

    /** The same of data that several nodes hold. */
    public static void write(JsonWriter out, HistoryAnswer answer, int shardCount, String token, Coverage coverage) {
        out.beginObject().name("results").beginArray();
        for (LinkedAssertion linked : answer.results()) {
            out.beginObject();
            members(out, linked, shardCount);
            out.endObject();
        }
        out.endArray();
        end(out, answer.nextCursor(), answer.asOf(), token, coverage);
    }

    /** The members of an assertion and its links without their braces, so that the caller may add {@code token}. */
    public static void members(JsonWriter out, LinkedAssertion linked, int shardCount) {
        AssertionJson.members(out, linked.recorded(), shardCount);
        id(out.name("retracted_by"), linked.retractedBy());
        id(out.name("superseded_by"), linked.supersededBy());
        if (linked.applied() != null) {
            out.name("applied").bool(linked.applied());
        }
    }

    private static void end(JsonWriter out, String nextCursor, long asOf, String token, Coverage coverage) {
        out.name("next_cursor").string(nextCursor);
        Times.write(out.name("as_of"), asOf);
        coverage.members(out);
        if (token != null) {
            out.name("token").string(token);
        }
        out.endObject();
    }

    private static void write(JsonWriter out, QueryItem item) {
        Assertion claim = item.claim().assertion();
        out.beginObject().name("concept_path").string(claim.conceptPath());
        out.name("predicate").string(claim.predicate());
        out.name("lens").string(item.lens().wire());
        out.name("value").raw(claim.value());
        out.name("id").hex(claim.id().bytes());
        out.name("source").string(claim.source());
        Times.write(out.name("asserted_at"), claim.assertedAt());
        Times.write(out.name("recorded_at"), item.claim().recordedAt());
        out.name("confidence").millionths(claim.confidence());
        out.name("candidates").number(item.candidates());
        out.name("contested").bool(item.contested());
        if (item.groups() != null) {
            groups(out.name("groups"), item.groups());
        }
        out.endObject();
    }

    private static void groups(JsonWriter out, List<ValueGroup> groups) {
        out.beginArray();
        for (ValueGroup group : groups) {
            out.beginObject().name("value").raw(group.value());
            out.name("score").raw(group.score());
            out.name("sources").beginArray();
            group.sources().forEach(out::string);
            out.endArray().name("ids").beginArray();
            group.ids().forEach(id -> out.hex(id.bytes()));
            out.endArray().name("won").bool(group.won());
            out.name("reason").string(group.reason()).endObject();
        }
        out.endArray();
    }

    private static void id(JsonWriter out, AssertionId id) {
        if (id == null) {
            out.nul();
        } else {
            out.hex(id.bytes());
        }
    }
}
