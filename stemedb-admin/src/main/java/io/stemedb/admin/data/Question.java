package io.stemedb.admin.data;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Words;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** One question, asked by each lens. */
final class Question {
    private static final List<String> USUAL = List.of("recency", "consensus", "authority");

    private final Call call;
    private final List<String> lenses;
    private final LensCursor place;
    private final Gateway api;

    private Question(Call call, List<String> lenses, LensCursor place) {
        this.call = call;
        this.lenses = lenses;
        this.place = place;
        this.api = Reading.api(call);
    }

    static Question of(Call call) {
        List<String> lenses = lenses(call.words().text(QueryVerb.LENS));
        return new Question(call, lenses, LensCursor.of(call.words().text(Reading.CURSOR.name()), lenses.size()));
    }

    /** All lenses see the moment that the first one has seen. */
    SideBySide answer() {
        List<Doc> answers = new ArrayList<>();
        String asked = call.words().text("--as-of");
        String moment = place.moment() == null ? asked : place.moment();
        for (int i = 0; i < lenses.size(); i++) {
            String cursor = place.of(i);
            if (LensCursor.ENDED.equals(cursor)) {
                answers.add(new Doc(Map.of("results", List.of())));
                continue;
            }
            Doc answer = ask(lenses.get(i), cursor, i == 0 ? asked : moment);
            moment = moment == null ? answer.text("as_of") : moment;
            answers.add(answer);
        }
        return new SideBySide(lenses, answers, moment);
    }

    private Doc ask(String lens, String cursor, String moment) {
        String path = Reading.path("/v1/query", Reading.parameters(call));
        return new Reading(call, "results").pages(cursor, at -> {
            Map<String, Object> body = body(lens);
            body.put("limit", at.limit());
            put(body, "as_of", moment);
            put(body, "cursor", at.cursor());
            return api.ask(path, body);
        });
    }

    private Map<String, Object> body(String lens) {
        Words words = call.words();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("concept_path", words.text("PATH"));
        put(body, "predicate", words.text("PREDICATE"));
        body.put("lens", lens);
        put(body, "valid_at", words.text("--valid-at"));
        put(body, "source", words.text(Claim.SOURCE));
        // a table says what speaks against a value
        if (words.has(QueryVerb.EXPLAIN) || call.screen().style().format().isForPeople()) {
            body.put("explain", true);
        }
        if (words.has(QueryVerb.RETRACTED)) {
            body.put("include", List.of("retracted"));
        }
        return body;
    }

    private static void put(Map<String, Object> body, String name, String value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private static List<String> lenses(String said) {
        if (said == null) {
            return USUAL;
        }
        List<String> lenses = List.copyOf(new LinkedHashSet<>(Arrays.asList(said.split(",", -1))));
        if (lenses.size() > 1 && lenses.contains("all")) {
            throw Trouble.usage("the lens all goes with no other", "name others, or all alone");
        }
        for (String lens : lenses) {
            if (!USUAL.contains(lens) && !lens.equals("all")) {
                throw Trouble.usage(
                        "--lens takes no '" + lens + "'", "write some of recency,consensus,authority, or all");
            }
        }
        return lenses;
    }
}
