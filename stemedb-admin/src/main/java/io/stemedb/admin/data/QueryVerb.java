package io.stemedb.admin.data;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;

/** {@code query}. */
public final class QueryVerb implements Verb {
    static final String LENS = "--lens";
    static final String EXPLAIN = "--explain";
    static final String RETRACTED = "--retracted";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of(
                        "query", Kind.READ, "Shows what the claims of sources come to, by several lenses side by side")
                .taking(
                        Param.of("PATH", "the thing that is asked about; a/b/* is everything below a/b, * everything"),
                        Param.of("PREDICATE", "the property of this thing (default: all of them)")
                                .orNone())
                .with(
                        Flag.of(
                                LENS,
                                "LENSES",
                                "of recency, consensus, authority, with commas between them (default: "
                                        + "these three); all alone shows each claim that counts"),
                        Flag.on(EXPLAIN, "also each value with its score, its sources, and the reason if it lost"),
                        Flag.of("--as-of", "TIME", "what was recorded later does not count"),
                        Flag.of("--valid-at", "TIME", "claims must hold at this time (default: now)"),
                        Flag.of(Claim.SOURCE, "NAME", "only claims of this source"),
                        Flag.on(RETRACTED, "also claims that were withdrawn"),
                        Reading.LIMIT,
                        Reading.CURSOR,
                        Reading.REQUIRE)
                .noting("All lenses see the same moment. A table says in which slots they differ; --output wide does "
                        + "not cut values. A path without claims is an answer, and ends with 0.")
                .likeIn(
                        "query geo/country/BI capital",
                        "query geo/country/BI capital --explain",
                        "query geo/country/BI --lens recency,authority --as-of 2026-01-31T00:00:00Z");
    }

    @Override
    public Outcome run(Call call) {
        Question question = Question.of(call);
        SideBySide answer = question.answer();
        return Found.show(
                call,
                answer.document(),
                "results",
                "Nothing is claimed there.",
                LensTables.of(answer, call.words().has(EXPLAIN), call.screen()));
    }
}
