package io.stemedb.node;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console as an operator has it: in a browser, beside a node that is written to, and that ends. The pictures go to
 * target/console.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final String LINE = "{\"concept_path\":\"a/%d\",\"predicate\":\"p\",\"value\":%d,\"source\":\"s\"}";

    private static final Path PICTURES = Path.of("target/console");
    private static final double PATIENCE = 60_000;

    @TempDir
    static Path folder;

    private static RunningNode node;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = new Browser();
        node = RunningNode.start(
                        folder, "--data-dir", folder.resolve("data").toString(), "--node-id", "node-of-the-test")
                .awaitReady();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (node != null) {
            node.close();
        }
        browser.close();
    }

    private static String console() {
        return "http://127.0.0.1:" + node.gatewayPort + "/console/";
    }

    private static Page open(ColorScheme colours, boolean script) {
        Page page = browser.page(colours, script);
        page.navigate(console());
        return page;
    }

    private static Locator figure(Page page, String id) {
        return page.locator("[data-figure=" + id + "]");
    }

    private static void write(int from, int count) throws IOException, InterruptedException {
        String lines = IntStream.range(from, from + count)
                .mapToObj(i -> String.format(Locale.ROOT, LINE, i, i))
                .collect(Collectors.joining("\n"));
        assertThat(node.post("/v1/assertions", "application/x-ndjson", lines).statusCode())
                .isEqualTo(200);
    }

    private static void becomes(Locator place, String text) {
        assertThat(place)
                .hasText(
                        text,
                        new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                                .setTimeout(PATIENCE));
    }

    private static void becomes(Locator place, Pattern text) {
        assertThat(place)
                .hasText(
                        text,
                        new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                                .setTimeout(PATIENCE));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** What stands in the way of readers who cannot see it, or not well. */
    private static List<String> obstacles(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream().map(Rule::toString).toList();
    }

    @Test
    @Order(1)
    void the_page_follows_what_is_written_without_being_loaded_again() throws Exception {
        write(0, 1_234);
        Page page = open(ColorScheme.LIGHT, true);

        becomes(page.locator("#state .word"), "healthy");
        becomes(page.locator("#node"), "node-of-the-test");
        becomes(figure(page, "assertions"), "1,234");
        becomes(figure(page, "shards"), "64");
        assertThat(page.locator(".grid .cell")).hasCount(64);
        assertThat(page.locator(".grid .cell.filled")).hasCount(64);
        assertThat(page.title()).contains("healthy", "node-of-the-test");
        page.evaluate("document.body.mark = 'same page'");
        page.locator("#shards summary").click();

        write(1_234, 10_000);

        becomes(figure(page, "assertions"), "11,234");
        assertThat(page.evaluate("document.body.mark")).isEqualTo("same page");
        assertThat(page.locator("#shards tbody tr").first()).isVisible(); // an open table stays open
        assertThat(sumOf(page)).isEqualTo(11_234);
    }

    /** The records of all rows. */
    private static int sumOf(Page page) {
        return page.locator("#shards tbody tr td:nth-child(3)").allTextContents().stream()
                .mapToInt(records -> Integer.parseInt(records.replace(",", "")))
                .sum();
    }

    @Test
    @Order(2)
    void it_can_be_read_by_everybody_in_light_and_dark() {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = open(colours, true);
            becomes(page.locator("#state .word"), "healthy");
            picture(page, "overview-" + colours.name().toLowerCase(Locale.ROOT));
            page.locator("#shards summary").click();

            assertThat(obstacles(page)).isEmpty();
            page.setViewportSize(360, 740);
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 360"))
                    .as("fits on a phone")
                    .isTrue();
            picture(page, "overview-phone-" + colours.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    @Order(3)
    void it_shows_without_scripts() {
        Page page = open(ColorScheme.LIGHT, false);

        assertThat(page.locator("#state .word")).hasText("healthy");
        assertThat(page.locator("#age")).containsText("as of 20");
        assertThat(page.locator("#lost")).isHidden();
        assertThat(figure(page, "assertions")).not().hasText("0");
    }

    @Test
    @Order(4)
    void a_node_that_cannot_be_reached_for_a_while_is_said_to_be_and_is_back_afterwards() {
        Page page = open(ColorScheme.LIGHT, true);
        page.route("**/console/", route -> route.abort());

        becomes(page.locator("#lost h1"), Pattern.compile("The node does not answer"));
        assertThat(page.locator("#state")).isHidden();
        page.unroute("**/console/");
        page.waitForCondition(() -> page.locator("#state").isVisible());

        assertThat(page.locator("#lost")).isHidden();
        assertThat(page.locator("#age")).containsText("updated");
        browser.complaints.removeIf(complaint -> complaint.contains("ERR_FAILED")); // the aborted ones
    }

    @Test
    @Order(5)
    void every_answer_is_strict_and_none_sets_a_cookie() throws Exception {
        HttpResponse<String> page = node.get(node.gatewayPort, "/console/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        for (HttpResponse<String> answer : List.of(page, node.get(node.gatewayPort, "/console/nothing"))) {
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "frame-ancestors 'none'")
                            .doesNotContain("unsafe", "http"));
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
        assertThat(page.body()).doesNotContain("ui:", "#{", "jsessionid", "<style", " style=", "onclick");
    }

    @Test
    @Order(6)
    void whatever_is_no_page_is_a_plain_page_and_the_api_keeps_its_problems() throws Exception {
        for (String path : List.of(
                "/console/nothing",
                "/console/overview.xhtml",
                "/console/jakarta.faces.resource/nothing.css?ln=console",
                "/console/jakarta.faces.resource/faces.js?ln=jakarta.faces",
                "/console/jakarta.faces.resource/console.css?ln=",
                "/console/pages/overview.xhtml",
                "/console/META-INF/resources/pages/overview.xhtml")) {
            HttpResponse<String> answer = node.get(node.gatewayPort, path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).as(path).hasValue("text/html;charset=UTF-8");
            assertThat(answer.body())
                    .as(path)
                    .contains("<h1>There is no such page</h1>")
                    .doesNotContain("xception");
        }
        assertThat(node.get(node.gatewayPort, "/pages/overview.xhtml").statusCode())
                .as("the file of a page")
                .isEqualTo(404);
        HttpResponse<String> input = send("POST", "/console/", "jakarta.faces.ViewState=expired");
        assertThat(input.statusCode()).isEqualTo(405);
        assertThat(input.body()).contains("<h1>This page is only for looking</h1>");
        assertThat(input.headers().firstValue("Allow")).hasValue("GET, HEAD");
        HttpResponse<String> head = send("HEAD", "/console/", null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> root = node.get(node.gatewayPort, "/console");
        assertThat(root.statusCode()).isEqualTo(302);
        assertThat(root.headers().firstValue("Location")).hasValue("/console/");

        Page nothing = browser.page(ColorScheme.LIGHT, true);
        nothing.navigate(console() + "nothing");
        assertThat(obstacles(nothing)).isEmpty();
        picture(nothing, "no-such-page");
        browser.complaints.removeIf(complaint -> complaint.contains("404"));

        HttpResponse<String> api = node.get(node.gatewayPort, "/admin/nothing");
        assertThat(api.statusCode()).isEqualTo(404);
        assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        for (String path : List.of("/console", "/console/", "/console/jakarta.faces.resource/console.css?ln=console")) {
            HttpResponse<String> elsewhere = node.get(node.httpPort, path);
            assertThat(elsewhere.statusCode()).as(path).isEqualTo(404);
            assertThat(elsewhere.body()).as(path).contains("urn:stemedb:problem:wrong-port");
        }
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.gatewayPort + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    @Order(6)
    void the_first_page_of_each_port_shows_what_answers_there() throws Exception {
        assertThat(node.get(node.gatewayPort, "/").body())
                .contains("\"console\":\"/console/\"", "POST /admin/backup")
                .doesNotContain("/v1/assert");
        assertThat(node.get(node.httpPort, "/").body())
                .contains("POST /v1/assert")
                .doesNotContain("/admin/");
    }

    @Test
    @Order(7)
    void a_node_that_ends_is_missed_and_nothing_stays_green() throws Exception {
        Page page = open(ColorScheme.DARK, true);
        becomes(page.locator("#state .word"), "healthy");
        assertThat(browser.complaints).isEmpty();
        assertThat(browser.asked).allSatisfy(address -> assertThat(address).startsWith(console()));

        node.terminate();

        becomes(page.locator("#lost h1"), Pattern.compile("The node does not (answer|show its state)"));
        assertThat(node.awaitEnd()).isZero();
        becomes(
                page.locator("#lost"),
                Pattern.compile("The node does not answer.*Last update \\d+ s ago.*", Pattern.DOTALL));
        becomes(page.locator("#lost-age"), Pattern.compile("[4-9] s|\\d\\d s|.* min .*")); // it goes on counting
        assertThat(page.locator("#state")).isHidden();
        assertThat(page.title()).contains("no answer");
        assertThat(obstacles(page)).isEmpty();
        picture(page, "overview-lost");
        assertThat(folder.resolve("data/log/server.0.log"))
                .as("Faces was taken down without complaint")
                .content()
                .doesNotContain("Mojarra runtime");
    }

    @Test
    @Order(8)
    void the_page_of_a_well_node_says_that_its_cluster_is_not(@TempDir Path nodes) throws Exception {
        try (LocalCluster cluster = new LocalCluster(nodes)) {
            cluster.start(3, "--sample");
            cluster.awaitReady();
            String console = "http://127.0.0.1:" + (cluster.port(1) + 1) + "/console/";
            Page page = browser.page(ColorScheme.LIGHT, true);
            page.navigate(console);
            becomes(page.locator("#state .word"), "healthy");
            Locator members = page.locator(".members tbody tr");
            assertThat(members).hasCount(3);
            assertThat(page.locator(".members a").last())
                    .hasAttribute("href", "http://127.0.0.1:" + (cluster.port(3) + 1) + "/console/");

            cluster.kill(3);

            becomes(page.locator("#state .word"), "degraded");
            assertThat(page.locator("#state")).hasClass("state warn");
            assertThat(page.locator("#concerns")).containsText("Not reached: node3");
            becomes(members.last(), Pattern.compile("node3.*Dead.*it does not answer.*", Pattern.DOTALL));
            assertThat(page.locator(".grid .cell.elsewhere")).not().hasCount(0);
            assertThat(page.title()).contains("degraded", "node1");
            for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                requireReadable(console, colours);
            }
        }
    }

    private static void requireReadable(String console, ColorScheme colours) {
        Page page = browser.page(colours, true);
        page.navigate(console);
        page.locator("#shards summary").click();
        assertThat(obstacles(page)).isEmpty();
        String name = "cluster-" + colours.name().toLowerCase(Locale.ROOT);
        page.setViewportSize(1920, 1080);
        picture(page, name);
        page.setViewportSize(360, 740);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 360"))
                .as("fits on a phone")
                .isTrue();
        picture(page, name + "-phone");
    }
}
