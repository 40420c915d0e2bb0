package io.stemedb.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command of {@code stemedb-admin} that an operator gave, and what came of it.
 *
 * @param out what it printed on its standard output
 * @param err what it printed beside it
 */
record AdminCommand(String line, int exitCode, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs one to its end. Words are separated by blanks. */
    static AdminCommand run(Path folder, Map<String, String> environment, String line)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "admin", ".out");
        Path err = Files.createTempFile(folder, "admin", ".err");
        List<String> command = new ArrayList<>(List.of(System.getProperty("stemedb.admin.command")));
        command.addAll(List.of(line.split(" ")));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STEMEDB_"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(RunningNode.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(line + " goes on: " + Files.readString(err));
        }
        AdminCommand ended = new AdminCommand(line, process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }

    /** The answer as a program reads it. */
    JsonNode json() throws IOException {
        return JSON.readTree(out);
    }

    @Override
    public String toString() {
        return line + " ended with " + exitCode + "\n" + out + err;
    }
}
