package io.stemedb.admin.data;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Words;
import io.stemedb.admin.json.Json;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The claim that a command line says. The API judges what is in it. */
final class Claim {
    static final String SOURCE = "--source";
    static final String STRING = "--string";

    private static final List<String> TEXTS = List.of("--asserted-at", "--valid-from", "--valid-to", "--supersedes");
    private static final int MOST_BYTES = 1 << 20;

    private Claim() {}

    static Map<String, Object> of(Call call) {
        return call.words().text("PATH").equals("-") ? read(call) : said(call);
    }

    private static Map<String, Object> said(Call call) {
        Words words = call.words();
        if (!words.has("PREDICATE") || !words.has("VALUE")) {
            throw Trouble.usage(
                    words.has("PREDICATE") ? "VALUE is missing" : "PREDICATE is missing",
                    "try: stemedb-admin assert --help");
        }
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("concept_path", words.text("PATH"));
        claim.put("predicate", words.text("PREDICATE"));
        claim.put("value", words.has(STRING) ? words.text("VALUE") : Values.of(words.text("VALUE")));
        claim.put("source", AssertVerb.needed(call, SOURCE, "say who claims it, or 'anonymous'"));
        if (words.has("--confidence")) {
            claim.put("confidence", number(words.text("--confidence")));
        }
        for (String flag : TEXTS) {
            if (words.has(flag)) {
                claim.put(flag.substring(2).replace('-', '_'), words.text(flag));
            }
        }
        if (words.has("--metadata")) {
            claim.put("metadata", object(words.text("--metadata")));
        }
        return claim;
    }

    private static Map<String, Object> read(Call call) {
        Words words = call.words();
        for (String other : new String[] {"PREDICATE", SOURCE, "--confidence", "--metadata", STRING}) {
            requireNot(words, other);
        }
        TEXTS.forEach(flag -> requireNot(words, flag));
        try {
            byte[] text = call.in().readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw Trouble.usage("a claim is shorter than that", "write many claims with stemedb-admin import");
            }
            return members(Json.read(text), "the standard input");
        } catch (IOException e) {
            throw Trouble.of(
                    Outcome.USAGE,
                    "the standard input holds no claim as JSON",
                    "one is {\"concept_path\": \"a/b\", \"predicate\": \"p\", \"value\": 1, \"source\": \"s\"}");
        }
    }

    private static void requireNot(Words words, String other) {
        if (words.has(other)) {
            throw Trouble.usage(other + " does not go with -", "put it into the claim that is read");
        }
    }

    private static BigDecimal number(String text) {
        if (!text.matches("[01](\\.[0-9]{1,20})?|\\.[0-9]{1,20}")) {
            throw Trouble.usage("--confidence takes no '" + text + "'", "write a number from 0 to 1, such as 0.9");
        }
        return new BigDecimal(text);
    }

    private static Map<String, Object> object(String text) {
        return members(Values.of(text), "--metadata");
    }

    @SuppressWarnings("unchecked") // what Json reads has no other keys
    private static Map<String, Object> members(Object value, String where) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw Trouble.usage(where + " holds no JSON object", "write one like {\"name\": \"value\"}");
    }
}
