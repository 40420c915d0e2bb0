package io.stemedb.admin.debug;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.OwnVersion;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code version}. */
public final class VersionVerb implements Verb {
    @Override
    public Synopsis synopsis() {
        return Synopsis.of("version", Kind.READ, "Shows the version of this program and of every node")
                .likeIn("version");
    }

    @Override
    public Outcome run(Call call) {
        String own = OwnVersion.text();
        List<Doc> nodes = new ArrayList<>();
        try {
            for (Doc node : call.gateway().get("/v1/admin/nodes").docs("nodes")) {
                nodes.add(version(node));
            }
        } catch (Trouble trouble) {
            call.show(shown(own, nodes));
            throw trouble;
        }
        return call.show(shown(own, nodes));
    }

    private static Doc version(Doc node) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", node.text("id"));
        members.put("version", node.text("version"));
        members.put("error", node.text("error"));
        return new Doc(members);
    }

    private static Shown shown(String own, List<Doc> nodes) {
        TreeSet<String> versions = new TreeSet<>();
        for (Doc node : nodes) {
            if (node.text("version") != null) {
                versions.add(node.text("version"));
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("client", own);
        document.put("nodes", Doc.values(nodes));
        document.put("skew", skew(own, versions));
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Line.of("stemedb-admin " + own));
        if (!nodes.isEmpty()) {
            blocks.add(table(nodes));
            blocks.addAll(verdict(own, versions));
        }
        return new Shown(new Doc(document), nodes, blocks, Outcome.FINE);
    }

    private static boolean skew(String own, TreeSet<String> versions) {
        return versions.size() > 1 || (!versions.isEmpty() && !versions.contains(own));
    }

    private static Block table(List<Doc> nodes) {
        Block.Table table = Block.Table.of("VERSIONS", "Node ID", "Version", "Error");
        for (Doc node : nodes) {
            table.row(Cell.of(node.text("id")), Cell.of(node.text("version")), Cell.of(node.text("error")));
        }
        return table;
    }

    private static List<Block> verdict(String own, TreeSet<String> versions) {
        if (versions.size() > 1) {
            return List.of(new Block.Verdict(
                    Block.Sign.CARE, "Nodes of several versions run: " + String.join(", ", versions)));
        }
        if (skew(own, versions)) {
            return List.of(new Block.Verdict(Block.Sign.CARE, "The nodes are of another version than this program"));
        }
        return List.of();
    }
}
