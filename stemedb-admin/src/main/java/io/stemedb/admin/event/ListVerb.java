package io.stemedb.admin.event;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import io.stemedb.admin.show.Tone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code event list}. */
public final class ListVerb implements Verb {
    private static final String LIMIT = "--limit";
    private static final String CURSOR = "--cursor";
    private static final BigDecimal REFUSED = new BigDecimal(400);
    private static final String[] ORDER = {
        "time", "node_id", "who", "role", "via", "from", "method", "path", "status", "task_id", "body", "omitted"
    };

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("event list", Kind.READ, "Lists who changed what by the node that is asked, the last first")
                .with(
                        Flag.of(LIMIT, "N", "so many at most, up to 1000 (default: 100)"),
                        Flag.of(CURSOR, "TEXT", "goes on where an earlier answer ended"))
                .noting("Calls that were turned away are among them. Each node has a record of its own; --gateway asks "
                        + "another one. --output wide also shows where a call came from, and what was sent with it.")
                .likeIn("event list", "event list --limit 20 --output wide");
    }

    @Override
    public Outcome run(Call call) {
        Doc answer = call.gateway().get("/admin/events" + query(call));
        List<Doc> events =
                answer.docs("events").stream().map(event -> event.shaped(ORDER)).toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(table(events, call.screen().isWide()));
        String next = answer.text("next_cursor");
        if (next != null) {
            blocks.add(Block.Line.of("There are more: --cursor " + next));
        }
        return call.show(new Shown(answer.with("events", Doc.values(events)), events, blocks, Outcome.FINE));
    }

    private static String query(Call call) {
        List<String> parts = new ArrayList<>();
        String limit = call.words().text(LIMIT);
        if (limit != null) {
            if (!limit.matches("[1-9][0-9]{0,3}")) {
                throw Trouble.usage("--limit takes no '" + limit + "'", "write a number from 1 to 1000");
            }
            parts.add("limit=" + limit);
        }
        if (call.words().has(CURSOR)) {
            parts.add("cursor=" + Gateway.part(call.words().text(CURSOR)));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static Block table(List<Doc> events, boolean isWide) {
        Block.Table table = isWide
                ? Block.Table.of(
                        "EVENTS", "Time", "Node", "Who", "Role", "Via", "From", "Call", "Status", "Task", "Sent")
                : Block.Table.of("EVENTS", "Time", "Who", "Via", "Call", "Status");
        for (Doc event : events) {
            Cell call = Cell.of(event.text("method") + " " + event.text("path"));
            if (isWide) {
                table.row(
                        Cell.of(event.text("time")),
                        Cell.of(event.text("node_id")),
                        Cell.of(event.text("who")),
                        Cell.of(event.text("role")),
                        Cell.of(event.text("via")),
                        Cell.of(event.text("from")),
                        call,
                        status(event),
                        Cell.of(event.text("task_id")),
                        Cell.of(sent(event)));
            } else {
                table.row(
                        Cell.of(event.text("time")),
                        Cell.of(event.text("who")),
                        Cell.of(event.text("via")),
                        call,
                        status(event));
            }
        }
        return table;
    }

    private static Cell status(Doc event) {
        BigDecimal status = event.number("status");
        boolean isRefused = status != null && status.compareTo(REFUSED) >= 0;
        return new Cell(String.valueOf(status), isRefused ? Tone.WARNING : Tone.PLAIN);
    }

    private static String sent(Doc event) {
        return event.doc("body").members().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
    }
}
