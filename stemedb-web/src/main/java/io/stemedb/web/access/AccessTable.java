package io.stemedb.web.access;

import static io.stemedb.web.access.Need.OPEN;
import static io.stemedb.web.access.Need.OPERATOR;
import static io.stemedb.web.access.Need.READER;
import static io.stemedb.web.access.Need.UNKNOWN;
import static io.stemedb.web.access.Need.WRITER;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What every call needs. Whatever is not here needs an operator, so a call that somebody forgets to enter is closed.
 * The port does not matter: a path that answers on both needs the same on each, and one on the wrong port is refused
 * before.
 */
final class AccessTable {
    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String PUT = "PUT";
    private static final String DELETE = "DELETE";

    /** A name in a path; at its end it may hold slashes, if it is that of a source or of a page. */
    private static final String ID = "{id}";

    /** Pages of the console. */
    static final String PAGES = "/console/";

    private static final String SOURCES = "/v1/sources/";
    private static final String METRICS = "/metrics";

    /**
     * What servers take for a way up or for the end of a segment, one earlier and another later than the table is
     * asked: behind it may stand the path of another call.
     */
    private static final Pattern MAY_LEAD_ELSEWHERE = Pattern.compile("(?i)(/|%2f)(\\.|%2e){1,2}(/|%2f|$)|;|\\\\|%5c");

    /** One call. */
    record Row(String method, String path, Need need) {}

    private static final List<Row> ROWS = List.of(
            new Row(POST, "/v1/assert", WRITER),
            new Row(POST, "/v1/assertions", WRITER),
            new Row(GET, "/v1/assertions/{id}", READER),
            new Row(POST, "/v1/retract", WRITER),
            new Row(POST, "/v1/query", READER),
            new Row(POST, "/v1/query/batch", READER),
            new Row(GET, "/v1/history", READER),
            new Row(GET, "/v1/concepts", READER),
            new Row(GET, "/v1/contradictions", READER),
            new Row(GET, "/v1/changes", READER),
            new Row(GET, "/v1/export", READER),
            new Row(GET, "/v1/sources", READER),
            new Row(GET, "/v1/sources/{id}", READER),
            new Row(PUT, "/v1/sources/{id}", OPERATOR),
            new Row(POST, "/admin/backup", OPERATOR),
            new Row(POST, "/cluster/sync", OPERATOR),
            new Row(POST, "/admin/scrub", OPERATOR),
            new Row(POST, "/admin/scrub/pause", OPERATOR),
            new Row(POST, "/admin/scrub/resume", OPERATOR),
            new Row(POST, "/admin/compact", OPERATOR),
            new Row(GET, "/admin/tasks", READER),
            new Row(GET, "/admin/tasks/{id}", READER),
            new Row(DELETE, "/admin/tasks/{id}", OPERATOR),
            new Row(GET, "/admin/tokens", OPERATOR),
            new Row(POST, "/admin/tokens", OPERATOR),
            new Row(DELETE, "/admin/tokens/{id}", OPERATOR),
            new Row(POST, "/admin/tokens/{id}/rotate", OPERATOR),
            new Row(GET, "/admin/events", OPERATOR),
            new Row(GET, "/cluster/shards", READER),
            new Row(POST, "/admin/cluster/remove", OPERATOR),
            new Row(POST, "/admin/cluster/settings", OPERATOR),
            new Row(POST, "/admin/nodes/{id}/drain", OPERATOR),
            new Row(POST, "/admin/nodes/{id}/undrain", OPERATOR),
            new Row(POST, "/admin/shards/rebalance", OPERATOR),
            new Row(POST, "/admin/shards/{id}/elect-leader", OPERATOR),
            new Row(POST, "/admin/shards/{id}/unpin", OPERATOR),
            new Row(POST, "/admin/cluster/forget-seed", OPERATOR),
            new Row(GET, "/admin/debug/export", OPERATOR),
            new Row(GET, "/cluster/members", READER),
            new Row(GET, "/cluster/health", READER),
            new Row(GET, "/cluster/status", READER),
            new Row(GET, "/v1/admin/nodes", READER),
            new Row(GET, "/v1/admin/nodes/{id}", READER),
            new Row(GET, "/v1/admin/nodes/{id}/shards", READER),
            new Row(GET, "/v1/admin/ranges", READER),
            new Row(GET, "/v1/shards/{id}", READER),
            new Row(GET, "/v1/health", OPEN),
            new Row(GET, "/health", OPEN),
            new Row(GET, "/health/started", OPEN),
            new Row(GET, "/health/live", OPEN),
            new Row(GET, "/health/ready", OPEN),
            new Row(GET, METRICS, READER),
            new Row(GET, "/openapi", READER),
            new Row(GET, "/openapi.json", READER),
            new Row(GET, "/openapi.yaml", READER),
            new Row(GET, "/", READER),
            new Row(GET, "/console", READER),
            new Row(GET, "/console/", READER),
            new Row(GET, "/console/jakarta.faces.resource/{id}", OPEN),
            new Row(GET, Login.PATH, OPEN),
            new Row(POST, Login.PATH, OPEN),
            new Row(POST, Login.OUT, OPEN),
            new Row(GET, "/console/events", OPERATOR),
            new Row(GET, "/console/tokens", OPERATOR),
            new Row(GET, "/console/tokens/{id}", OPERATOR),
            new Row(POST, "/console/tokens/{id}", OPERATOR),
            new Row(GET, "/console/configuration", OPERATOR),
            new Row(POST, "/console/explore", WRITER),
            new Row(GET, PAGES + ID, READER),
            new Row(POST, PAGES + ID, OPERATOR));

    /** What a path with a name in it needs, by method. */
    private record Template(String before, String behind, Map<String, Need> needs) {
        boolean fits(String path) {
            if (!path.startsWith(before)
                    || !path.endsWith(behind)
                    || path.length() <= before.length() + behind.length()) {
                return false;
            }
            if (before.equals(SOURCES) || before.equals(PAGES)) {
                return !MAY_LEAD_ELSEWHERE.matcher(path).find();
            }
            return path.indexOf('/', before.length()) == behindAt(path);
        }

        private int behindAt(String path) {
            return behind.isEmpty() ? -1 : path.length() - behind.length();
        }
    }

    private final Map<String, Map<String, Need>> plain = new HashMap<>();
    private final List<Template> templates = new ArrayList<>();

    /** @param metricsOpen whether metrics are for everyone */
    AccessTable(boolean metricsOpen) {
        for (Row row : ROWS) {
            needs(row.path()).put(row.method(), row.path().equals(METRICS) && metricsOpen ? OPEN : row.need());
        }
    }

    private Map<String, Need> needs(String path) {
        int id = path.indexOf(ID);
        if (id < 0) {
            return plain.computeIfAbsent(path, some -> new HashMap<>());
        }
        String before = path.substring(0, id);
        String behind = path.substring(id + ID.length());
        for (Template template : templates) {
            if (template.before().equals(before) && template.behind().equals(behind)) {
                return template.needs();
            }
        }
        Template template = new Template(before, behind, new HashMap<>());
        templates.add(template);
        return template.needs();
    }

    /** All that is entered. */
    static List<Row> rows() {
        return ROWS;
    }

    /** What a request needs. */
    Need of(String method, String path) {
        Map<String, Need> needs = plain.get(path);
        if (needs == null) {
            needs = ofTemplate(path);
        }
        if (needs == null) {
            return UNKNOWN;
        }
        return switch (method) {
            case "HEAD" -> needs.getOrDefault(GET, UNKNOWN);
            case "OPTIONS" -> needs.containsValue(OPEN) ? OPEN : READER; // tells which methods there are
            default -> needs.getOrDefault(method, UNKNOWN);
        };
    }

    private Map<String, Need> ofTemplate(String path) {
        for (Template template : templates) {
            if (template.fits(path)) {
                return template.needs();
            }
        }
        return null;
    }
}
