package io.stemedb.admin.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says the calls that a gateway names as commands of this program, so that an operator can go on with the tool at hand.
 * What it does not know stays as it is.
 */
public final class Hints {
    private static final Pattern MEMBER = Pattern.compile("\"([a-z_]+)\": ?(?:\"([^\"]*)\"|([a-z0-9]+))");
    private static final String ID = "([^/ ,;{}]+)";

    private static final String[][] CALLS = {
        {
            "POST /admin/shards/rebalance (\\{[^}]*\"shard_id\"[^}]*\\})",
            "stemedb-admin shard {shard_id} rebalance{flags}"
        },
        {"POST /admin/shards/rebalance(?: (\\{[^}]*\\}))?", "stemedb-admin shard rebalance{flags}"},
        {"POST /admin/cluster/settings (\\{[^}]*\\})", "stemedb-admin cluster set factor {factor}{flags}"},
        {"POST /admin/cluster/remove(?: (\\{[^}]*\\}))?", "stemedb-admin node {node_id} remove{flags}"},
        {"POST /admin/nodes/\\{id\\}/(drain|undrain)", "stemedb-admin node NODE_ID $1"},
        {"POST /admin/nodes/" + ID + "/(drain|undrain)", "stemedb-admin node $1 $2"},
        {"POST /admin/shards/" + ID + "/(elect-leader|unpin)", "stemedb-admin shard $1 $2"},
        {"DELETE /admin/tasks/" + ID, "stemedb-admin task $1 abort"},
        {"GET /admin/tasks/" + ID, "stemedb-admin task $1 show"},
        {"GET /admin/tasks", "stemedb-admin task list"},
        {"GET /cluster/members", "stemedb-admin node list"},
        {"GET /v1/shards/" + ID, "stemedb-admin shard $1 info"},
        {"GET /admin/tokens", "stemedb-admin token list"},
        {"\"(force)\": ?true|\\?(force)=true", "--force"},
        {"\"unsafe_lost_quorum\": ?true", "--unsafe-lost-quorum"},
    };

    private Hints() {}

    /** The same text with commands; null for null. */
    public static String spoken(String text) {
        if (text == null) {
            return null;
        }
        String spoken = text;
        for (String[] call : CALLS) {
            spoken = replaced(spoken, Pattern.compile(call[0]).matcher(spoken), call[1]);
        }
        return spoken;
    }

    private static String replaced(String text, Matcher calls, String command) {
        if (!calls.find()) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        do {
            String body = command.contains("{") ? calls.group(1) : null;
            String filled = command.contains("{") ? filled(command, body == null ? "" : body) : command;
            calls.appendReplacement(out, filled);
        } while (calls.find());
        return calls.appendTail(out).toString();
    }

    /** What the words of a command need is put there, and the rest becomes flags. */
    private static String filled(String command, String body) {
        String filled = command.replace("{flags}", flags(command, body));
        Matcher members = MEMBER.matcher(body);
        while (members.find()) {
            filled = filled.replace("{" + members.group(1) + "}", value(members));
        }
        return Matcher.quoteReplacement(filled.replace("{node_id}", "NODE_ID"));
    }

    private static String flags(String command, String body) {
        StringBuilder flags = new StringBuilder();
        Matcher members = MEMBER.matcher(body);
        while (members.find()) {
            if (!command.contains("{" + members.group(1) + "}")) {
                String value = value(members);
                flags.append(" --").append(members.group(1).replace('_', '-'));
                flags.append(value.equals("true") ? "" : " " + value);
            }
        }
        return flags.toString();
    }

    private static String value(Matcher member) {
        return member.group(2) != null ? member.group(2) : member.group(3);
    }
}
