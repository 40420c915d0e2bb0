package io.stemedb.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.UnknownHostException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ConsoleLogTest {
    @Test
    void the_innermost_reason_is_told_in_one_line() {
        assertThat(ConsoleLog.rootOf(new RuntimeException("outer", new IllegalStateException("a\n  b"))))
                .isEqualTo("IllegalStateException: a b");
    }

    @Test
    void a_machine_whose_name_leads_nowhere_is_told_how_to_mend_that() {
        assertThat(ConsoleLog.rootOf(
                        new RuntimeException(new UnknownHostException("box: box: Name or service not known"))))
                .isEqualTo("the name of this machine, box, leads to no address; add the line \"127.0.1.1 box\" to "
                        + "/etc/hosts");
    }

    @Test
    void changes_of_leaders_and_lists_go_to_standard_output_and_warnings_to_standard_error() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConsoleLog log = new ConsoleLog(new PrintStream(err, true, UTF_8), new PrintStream(out, true, UTF_8));
        log.publish(record("io.stemedb.cluster.move.Elections", Level.INFO, "election: leader of shard_1 is b"));
        log.publish(record("io.stemedb.cluster.sync.Fill", Level.INFO, "copies are filled"));
        log.publish(record("io.stemedb.cluster.move.Controller", Level.WARNING, "a list could not be stated"));

        assertThat(out.toString(UTF_8).lines()).containsExactly("stemedb-node: election: leader of shard_1 is b");
        assertThat(err.toString(UTF_8).lines()).containsExactly("stemedb-node: warning: a list could not be stated");
    }

    private static LogRecord record(String logger, Level level, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName(logger);
        return record;
    }
}
