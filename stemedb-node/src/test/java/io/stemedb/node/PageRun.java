package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Does what a page for operators says, command by command. A command is run, with the hosts of the test in place of
 * those of the page; or the test does what it stands for, or reads the console of a node in place of the journal; or it
 * is left out for a reason. A command of which the test knows nothing of that is a failure, and so is one that the test
 * knows and the page has not. The time of each step is printed beside those of the page and of the first runbooks.
 */
final class PageRun {
    private static final Path PAGES =
            Path.of(System.getProperty("stemedb.command")).resolveSibling("../docs/operations");
    /** What only asks nodes over HTTP, or looks into files, may be run wherever it stands. */
    private static final Pattern RUN = Pattern.compile("(curl -s|until curl -s|ls) .*");

    private static final Pattern HOST = Pattern.compile("node\\d+:181\\d\\d");
    private static final boolean FULL = Boolean.getBoolean("stemedb.full");
    /** How much longer than the page says a step may take where others use the machine. */
    private static final int BUSY = 4;

    private static final int NO_LIMIT = 60;

    private final String name;
    private final Map<String, String> hosts = new TreeMap<>();
    private final Map<String, String> places = new TreeMap<>();
    private final Map<String, String> logs = new TreeMap<>();
    private final Map<String, Work> instead = new TreeMap<>();
    private final Map<String, String> leftOut = new TreeMap<>();
    private final Set<String> met = new HashSet<>();

    /** What the test does in place of a command. */
    interface Work {
        void run() throws Exception;
    }

    PageRun(String name, RealCluster cluster) {
        this.name = name;
        for (int node : cluster.all()) {
            hosts.put("node" + node + ":18180", "127.0.0.1:" + cluster.apiPort(node));
            hosts.put("node" + node + ":18181", "127.0.0.1:" + cluster.gatewayPort(node));
        }
    }

    PageRun instead(String command, Work work) {
        instead.put(command, work);
        return this;
    }

    /** Uses a folder or an address of the test in place of one that the page names. */
    PageRun at(String place, Object ofTest) {
        places.put(place, ofTest.toString());
        return this;
    }

    /** Reads what a node has printed, in place of what systemd has kept of it. */
    PageRun log(RealCluster cluster, int node, String grep) {
        String command = "ssh " + RealCluster.id(node) + " 'journalctl -u stemedb-node -o cat | " + grep + "'";
        Path console = cluster.folder(node).resolve("console.txt");
        logs.put(command, grep + " " + console);
        return this;
    }

    /** Reads what all nodes have printed, in place of the same. */
    PageRun logs(RealCluster cluster, String grep) {
        String nodes = cluster.all().stream().map(RealCluster::id).collect(Collectors.joining(" "));
        String consoles = cluster.all().stream()
                .map(node -> cluster.folder(node).resolve("console.txt").toString())
                .collect(Collectors.joining(" "));
        String command = "for node in " + nodes + "; do ssh $node 'journalctl -u stemedb-node -o cat | " + grep
                + "'; done | head -1";
        logs.put(command, grep + " -h " + consoles + " | head -1");
        return this;
    }

    PageRun leaveOut(String command, String reason) {
        leftOut.put(command, reason);
        return this;
    }

    static String text(String name) throws IOException {
        return Files.readString(PAGES.resolve(name));
    }

    /** Does all of it. */
    void run() throws Exception {
        List<String> tooLong = new ArrayList<>();
        for (Page.Step step : Page.steps(text(name))) {
            long begun = System.nanoTime();
            for (Page.Command command : step.commands()) {
                run(step, command);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            String took = String.format(
                    Locale.ROOT,
                    "%s, %s: %.1f s; the page says %s, the first runbooks %s",
                    name,
                    step.title(),
                    seconds,
                    limit(step.seconds()),
                    limit(FirstRunbooks.seconds(name, step)));
            System.out.println(took);
            if (FULL && step.seconds() > 0 && seconds > step.seconds()) {
                tooLong.add(took);
            }
        }
        assertThat(met).as("commands of the test that the page has").containsAll(instead.keySet());
        assertThat(met).as("commands of the test that the page has").containsAll(logs.keySet());
        assertThat(met).as("commands of the test that the page has").containsAll(leftOut.keySet());
        assertThat(tooLong).as("took longer than the page says").isEmpty();
    }

    private static String limit(int seconds) {
        return seconds == 0 ? "nothing" : seconds + " s";
    }

    private void run(Page.Step step, Page.Command command) throws Exception {
        String text = command.text();
        met.add(text);
        if (leftOut.containsKey(text)) {
            System.out.println(name + ": left out, " + leftOut.get(text) + ": " + text);
        } else if (instead.containsKey(text)) {
            instead.get(text).run();
        } else {
            if (!logs.containsKey(text)) {
                assertThat(text)
                        .as("a command of %s, of which the test says nothing", name)
                        .matches(RUN);
            }
            int patience = (step.seconds() == 0 ? NO_LIMIT : step.seconds()) * BUSY;
            String said = said(logs.getOrDefault(text, inPlaces(onHosts(text))), patience);
            if (command.answer() != null) {
                String shown = inPlaces(command.answer());
                assertThat(new Page.Command(text, shown).isAnsweredBy(said))
                        .as("%s, %s: %s%nthe page shows%n%s%nbut it is%n%s", name, step.title(), text, shown, said)
                        .isTrue();
            }
        }
    }

    private String inPlaces(String text) {
        String changed = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            changed = changed.replace(place.getKey(), place.getValue());
        }
        return changed;
    }

    private String onHosts(String command) {
        return HOST.matcher(command).replaceAll(host -> {
            assertThat(hosts).as("hosts of the test").containsKey(host.group());
            return hosts.get(host.group());
        });
    }

    private static String said(String command, int seconds) throws IOException, InterruptedException {
        Path output = Files.createTempFile("said", ".txt");
        try {
            Process process = new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ends; it said %s", command, said).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
