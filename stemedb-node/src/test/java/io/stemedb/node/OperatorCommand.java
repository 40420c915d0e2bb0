package io.stemedb.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command of {@code stemedb-node} that an operator gave, and what came of it.
 *
 * @param said all that it printed
 */
record OperatorCommand(int exitCode, String said) {
    /** Runs a command to its end. */
    static OperatorCommand run(Path folder, Object... words) throws IOException, InterruptedException {
        return run(Map.of(), folder, words);
    }

    /** Runs one with variables of the environment beside or instead of those that every command here has. */
    static OperatorCommand run(Map<String, String> environment, Path folder, Object... words)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "command", ".txt");
        List<String> command = new ArrayList<>(List.of(System.getProperty("stemedb.command")));
        for (Object word : words) {
            command.add(word.toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STEMEDB_"));
        builder.environment().put("STEMEDB_HOME", Installation.home().toString());
        builder.environment().put("STEMEDB_CONFIG_DIR", "/nowhere");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(RunningNode.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " goes on: " + Files.readString(output));
        }
        return new OperatorCommand(process.exitValue(), Files.readString(output));
    }
}
