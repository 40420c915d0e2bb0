package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the pages for operators of a cluster, whose commands are run elsewhere, to what they must have. */
class OperationsPagesTest {
    private static final Path PAGES = Path.of("../docs/operations");
    private static final List<String> RUN = List.of(
            "emergency.md",
            "lost-majority.md",
            "node-down.md",
            "node-lifecycle.md",
            "one-node-to-three.md",
            "partition.md",
            "rebalancing.md",
            "replace-a-node.md",
            "restore-a-cluster.md");

    private static Map<String, List<Page.Step>> pages() throws IOException {
        Map<String, List<Page.Step>> pages = new TreeMap<>();
        for (String name : RUN) {
            pages.put(name, Page.steps(Files.readString(PAGES.resolve(name))));
        }
        return pages;
    }

    @Test
    void every_command_of_the_first_runbooks_is_on_a_page_or_left_out_for_a_reason() throws IOException {
        assertThat(FirstRunbooks.commands()).isNotEmpty();
        assertThat(FirstRunbooks.commands())
                .filteredOn(command -> !command.isMapped())
                .isEmpty();
    }

    @Test
    void a_command_that_is_nowhere_is_noticed_and_so_is_one_that_is_both_there_and_left_out() {
        String table = """
                == A part
                ping node1
                ping node2
                  > partition 1: ping
                  - no network
                ping node3
                  - no network
                """;
        assertThat(FirstRunbooks.commands(table))
                .extracting(FirstRunbooks.Command::isMapped)
                .containsExactly(false, false, true);
    }

    @Test
    void a_place_without_a_step_is_on_a_page_that_no_test_runs() {
        String table = """
                ping node1
                  > partition 1: ping
                  > network: ping
                """;
        assertThat(FirstRunbooks.commands(table).get(0).places())
                .extracting(FirstRunbooks.Place::isRun)
                .containsExactly(true, false);
    }

    @Test
    void a_page_has_each_command_where_it_is_said_to_be() throws IOException {
        Map<String, List<Page.Step>> pages = pages();
        List<String> missing = new ArrayList<>();
        for (FirstRunbooks.Command command : FirstRunbooks.commands()) {
            for (FirstRunbooks.Place place : command.places()) {
                boolean there = place.isRun() ? isInItsStep(place, pages) : isOnAPageThatIsNotRun(place);
                if (!there) {
                    missing.add(command.part() + ": " + command.text() + " -> " + place);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isInItsStep(FirstRunbooks.Place place, Map<String, List<Page.Step>> pages) {
        return pages.getOrDefault(place.page() + ".md", List.of()).stream()
                .filter(step -> place.isIn(place.page() + ".md", step))
                .flatMap(step -> step.commands().stream())
                .anyMatch(typed -> typed.text().replaceAll(" +", " ").contains(place.text()));
    }

    private static boolean isOnAPageThatIsNotRun(FirstRunbooks.Place place) throws IOException {
        String name = place.page() + ".md";
        return !RUN.contains(name)
                && Files.readString(PAGES.resolve(name)).lines().anyMatch(line -> line.contains(place.text()));
    }

    @Test
    void a_step_takes_no_longer_than_the_first_runbooks_say() throws IOException {
        for (Map.Entry<String, List<Page.Step>> page : pages().entrySet()) {
            for (Page.Step step : page.getValue()) {
                int seconds = FirstRunbooks.seconds(page.getKey(), step);
                if (seconds > 0) {
                    assertThat(step.seconds())
                            .as(page.getKey() + ", " + step.title())
                            .isBetween(1, seconds);
                }
            }
        }
    }

    @Test
    void a_page_shows_what_is_answered_to_each_question() throws IOException {
        List<String> open = new ArrayList<>();
        for (Map.Entry<String, List<Page.Step>> page : pages().entrySet()) {
            for (Page.Step step : page.getValue()) {
                step.commands().stream()
                        .filter(command -> command.text().startsWith("curl") && command.answer() == null)
                        .forEach(command -> open.add(page.getKey() + ", " + step.title() + ": " + command.text()));
            }
        }
        assertThat(open).isEmpty();
    }
}
