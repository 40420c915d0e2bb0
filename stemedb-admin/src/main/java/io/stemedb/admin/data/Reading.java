package io.stemedb.admin.data;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads pages until there are as many results as were asked for. */
final class Reading {
    static final Flag LIMIT = Flag.of("--limit", "N", "so many at most, up to 10000 (default: 100)");
    static final Flag CURSOR = Flag.of("--cursor", "TEXT", "goes on where an earlier answer ended");
    static final Flag REQUIRE = Flag.of(
            "--require",
            "WHAT",
            "complete or all: fails if something may be missing; or the token of an answer, whose state is to be seen");

    private static final int USUAL = 100;
    private static final int MOST_OF_A_PAGE = 1000;

    private final Call call;
    private final String list;
    private final int limit;

    /**
     * Reads for a command.
     *
     * @param list the member of an answer that holds its results
     */
    Reading(Call call, String list) {
        this.call = call;
        this.list = list;
        this.limit = limit(call.words().text(LIMIT.name()));
    }

    int limit() {
        return limit;
    }

    /** Where to ask. */
    static Gateway api(Call call) {
        String require = call.words().text(REQUIRE.name());
        return require == null || isOfTheCall(require) ? call.api() : call.api().seeing(require);
    }

    /** What is to be written behind the path of a call. */
    static Map<String, String> parameters(Call call) {
        String require = call.words().text(REQUIRE.name());
        return require != null && isOfTheCall(require) ? Map.of("require", require) : Map.of();
    }

    /** A call with its parameters; what is null is left out. */
    static String path(String path, Map<String, String> parameters) {
        StringBuilder whole = new StringBuilder(path);
        parameters.forEach((name, value) -> {
            if (value != null) {
                whole.append(whole.length() == path.length() ? '?' : '&');
                whole.append(name).append('=').append(Gateway.part(value));
            }
        });
        return whole.toString();
    }

    /** All pages of a call up to the limit, as one. */
    Doc get(String path, Map<String, String> parameters, String cursor) {
        Gateway api = api(call);
        return pages(cursor, at -> {
            Map<String, String> all = new LinkedHashMap<>(parameters);
            all.put("limit", String.valueOf(at.limit()));
            all.put("cursor", at.cursor());
            all.putAll(parameters(call));
            return api.get(path(path, all));
        });
    }

    /** Where a page begins, and how long it may be. */
    record Place(String cursor, int limit) {}

    Doc pages(String cursor, Function<Place, Doc> page) {
        List<Object> results = new ArrayList<>();
        Set<String> unreachable = new LinkedHashSet<>();
        boolean complete = true;
        String next = cursor;
        Doc answer;
        do {
            answer = page.apply(new Place(next, Math.min(MOST_OF_A_PAGE, limit - results.size())));
            results.addAll(Doc.values(answer.docs(list)));
            unreachable.addAll(answer.texts("unreachable"));
            complete &= !Boolean.FALSE.equals(answer.value("complete"));
            next = answer.text("next_cursor");
        } while (next != null && results.size() < limit);
        Doc all = answer.with(list, results).with("complete", complete);
        return unreachable.isEmpty() ? all : all.with("unreachable", new ArrayList<>(unreachable));
    }

    private static boolean isOfTheCall(String require) {
        return require.equals("complete") || require.equals("all");
    }

    private static int limit(String text) {
        if (text == null) {
            return USUAL;
        }
        if (!text.matches("[1-9][0-9]{0,3}|10000")) {
            throw Trouble.usage("--limit takes no '" + text + "'", "write a number from 1 to 10000");
        }
        return Integer.parseInt(text);
    }
}
