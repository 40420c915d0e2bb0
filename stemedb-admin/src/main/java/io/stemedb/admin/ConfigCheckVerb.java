package io.stemedb.admin;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import io.stemedb.admin.show.Tone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code config check}: the node's own checker judges, so that nobody has to trust a second opinion. */
final class ConfigCheckVerb implements Verb {
    private static final String FILE = "FILE";
    private static final String PREFIX = "stemedb-node: ";
    private static final String WARNING = "warning: ";
    private static final int FAULTY = 2;

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("config check", Kind.TOOL, "Judges the configuration of a node before it is started")
                .taking(Param.of(FILE, "the file; without it the one that a node here would read")
                        .orNone())
                .noting("It has stemedb-node beside this program judge the file and the environment, as a start would; "
                        + "no gateway is asked. It ends with 5 if something is wrong.")
                .likeIn("config check", "config check /etc/stemedb/stemedb.toml");
    }

    @Override
    public Outcome run(Call call) {
        Path node = Path.of(System.getProperty("stemedb.node", "")); // the script says it
        if (!Files.isRegularFile(node) || !Files.isExecutable(node)) {
            throw Trouble.of(
                    Outcome.FAILED,
                    "there is no stemedb-node beside this program",
                    "on the machine of the node: stemedb-node --check-config --config FILE");
        }
        List<String> command = new ArrayList<>(List.of(node.toString(), "--check-config"));
        if (call.words().has(FILE)) {
            command.add("--config");
            command.add(call.words().text(FILE));
        }
        return judged(call, command);
    }

    private static Outcome judged(Call call, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return call.show(shown(said, process.waitFor()));
        } catch (IOException e) {
            throw Trouble.of(Outcome.FAILED, "cannot run " + command.get(0) + ": " + e.getMessage(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.of(Outcome.FAILED, "interrupted", null);
        }
    }

    private static Shown shown(String said, int code) {
        List<String> faults = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<String> configuration = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        said.lines().forEach(line -> {
            boolean remark = line.startsWith(PREFIX);
            String text = remark ? line.substring(PREFIX.length()) : line;
            boolean warning = remark && text.startsWith(WARNING);
            (warning ? warnings : remark ? faults : configuration)
                    .add(warning ? text.substring(WARNING.length()) : text);
            blocks.add(
                    remark ? new Block.Line(new Cell(text, warning ? Tone.WARNING : Tone.BAD)) : Block.Line.of(text));
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("valid", code == 0);
        document.put("faults", faults);
        document.put("warnings", warnings);
        document.put("configuration", configuration);
        Doc doc = new Doc(document);
        Outcome outcome = code == 0 ? Outcome.FINE : code == FAULTY ? Outcome.REFUSED : Outcome.FAILED;
        return new Shown(doc, List.of(doc), blocks, outcome);
    }
}
