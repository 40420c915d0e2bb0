package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
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
}
