package io.stemedb.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HardEndTest {
    private final List<Integer> halted = new ArrayList<>();

    @Test
    void it_says_why_and_ends() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        new HardEnd(new PrintStream(err, true, UTF_8), halted::add, 10_000).end("too slow", 1);
        assertThat(err.toString(UTF_8)).contains("warning: too slow");
        assertThat(halted).containsExactly(1);
    }

    @Test
    void a_pipe_that_nobody_reads_does_not_keep_it() {
        CountDownLatch never = new CountDownLatch(1);
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        new HardEnd(new PrintStream(stuck, true, UTF_8), halted::add, 10).end("too slow", 0);
        assertThat(halted).containsExactly(0);
        never.countDown();
    }
}
