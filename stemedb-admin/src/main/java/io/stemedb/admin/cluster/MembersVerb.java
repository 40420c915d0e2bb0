package io.stemedb.admin.cluster;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import java.util.ArrayList;
import java.util.List;

/** {@code cluster members}. */
public final class MembersVerb implements Verb {
    private static final String REMOVED = "--removed";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("cluster members", Kind.READ, "Lists the members of the cluster, and where each is reached")
                .with(Flag.on(REMOVED, "also those that were removed"))
                .likeIn("cluster members", "cluster members --removed");
    }

    @Override
    public Outcome run(Call call) {
        String query = call.words().has(REMOVED) ? "?include=removed" : "";
        Doc answer = call.gateway().get("/cluster/members" + query);
        List<Doc> members = new ArrayList<>();
        for (Doc member : answer.docs("members")) {
            members.add(member.shaped(
                    "id", "status", "state", "address", "last_seen", "assertion_count", "stored_assertions", "error"));
        }
        Doc all = answer.with("members", Doc.values(members));
        Block.Table table = Block.Table.of(
                "MEMBERS", "Node ID", "Status", "State", "Address", "Last seen", "Assertions", "Stored", "Error");
        for (Doc member : members) {
            table.row(
                    Cell.of(member.text("id")),
                    Cell.state(member.text("status")),
                    Cell.state(member.text("state")),
                    Cell.of(member.text("address")),
                    Cell.of(member.text("last_seen")),
                    Cell.of(member.number("assertion_count")),
                    Cell.of(member.number("stored_assertions")),
                    Cell.of(member.text("error")));
        }
        String quorum = all.isTrue("quorum") ? "reaches" : "does not reach";
        return call.show(Shown.list(
                all, "members", table, Block.Line.of("The gateway " + quorum + " more than half of the nodes.")));
    }
}
