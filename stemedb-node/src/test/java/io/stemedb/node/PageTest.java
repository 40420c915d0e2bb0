package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final String MARKDOWN = """
            # A page

            ## 1. Look (within 2 min)

            ```sh
            curl -s http://node1:18180/v1/health
            curl -s -X POST \\
                http://node1:18180/v1/query
            ```

            ```json
            {"status":"healthy","at":"…"}
            ```

            ## Nothing to type

            ## 2. Start it

            ```sh
            ssh node1 'sudo systemctl start stemedb-node'
            ```
            """;

    private final List<Page.Step> steps = Page.steps(MARKDOWN);

    @Test
    void a_step_is_a_heading_with_commands_and_says_how_long_it_takes() {
        assertThat(steps).extracting(Page.Step::title).containsExactly("1. Look (within 2 min)", "2. Start it");
        assertThat(steps).extracting(Page.Step::seconds).containsExactly(120, 0);
    }

    @Test
    void a_line_that_goes_on_is_one_command_and_an_answer_belongs_to_the_last_one() {
        List<Page.Command> commands = steps.get(0).commands();
        assertThat(commands).hasSize(2);
        assertThat(commands.get(0).answer()).isNull();
        assertThat(commands.get(1).text()).matches("curl -s -X POST +http://node1:18180/v1/query");
        assertThat(commands.get(1).isAnsweredBy("{\"status\":\"healthy\",\"at\":\"today\"}\n"))
                .isTrue();
        assertThat(commands.get(1).isAnsweredBy("{\"status\":\"starting\",\"at\":\"today\"}\n"))
                .isFalse();
    }
}
