package io.stemedb.node;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages of the console on three nodes, in a browser: each is read, changes are made and followed, a node dies, and
 * from the first token on everybody is asked for one. With {@code -Dstemedb.write=true} the pictures of the docs are
 * taken anew.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsolePagesIT {
    private static final List<String> PAGES = List.of(
            "",
            "nodes",
            "nodes/node2",
            "nodes/node2/drain",
            "shards",
            "shards/7",
            "shards/7/rebalance",
            "tasks",
            "anti-entropy?preview=1",
            "explore?path=geo/country/BI&predicate=capital",
            "contradictions",
            "sources",
            "backups",
            "backups/take",
            "events",
            "tokens",
            "configuration",
            "cluster/factor",
            "login");

    private static final Path PICTURES =
            Path.of(Boolean.getBoolean("stemedb.write") ? "../docs/images/console" : "target/console");
    private static final double PATIENCE = 30_000;

    @TempDir
    static Path folder;

    private static LocalCluster cluster;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = new Browser();
        cluster = new LocalCluster(folder);
        cluster.start(3, "--sample");
        cluster.awaitReady();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        cluster.close();
        browser.close();
    }

    private static String console() {
        return "http://127.0.0.1:" + (cluster.port(1) + 1) + "/console/";
    }

    private static Page open(String path) {
        Page page = browser.page(ColorScheme.LIGHT, true);
        page.navigate(console() + path);
        return page;
    }

    private static void says(Locator place, String text) {
        assertThat(place).containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
    }

    private static void says(Locator place, Pattern text) {
        assertThat(place).containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    private static List<String> obstacles(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream().map(Rule::toString).toList();
    }

    private static String name(String path) {
        return path.isEmpty() ? "overview" : path.replaceAll("[?].*", "").replace('/', '-');
    }

    private static void press(Page page) {
        page.locator("#form button.primary").click();
    }

    @Test
    @Order(1)
    void each_page_can_be_read_by_everybody_in_light_and_dark_on_a_phone_and_on_a_wall() {
        List<String> found = new ArrayList<>();
        for (String path : PAGES) {
            for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Page page = browser.page(colours, true);
                page.navigate(console() + path);
                assertThat(page.locator("h1:visible").first()).isVisible();
                page.locator("details").all().forEach(one -> one.evaluate("details => details.open = true"));
                obstacles(page).forEach(one -> found.add(path + " in " + colours + ": " + one));
                page.locator("details").all().forEach(one -> one.evaluate("details => details.open = false"));
                picture(page, name(path) + "-" + colours.name().toLowerCase(Locale.ROOT));
                page.setViewportSize(360, 740);
                if (!(Boolean) page.evaluate("document.documentElement.scrollWidth <= 360")) {
                    found.add(path + " does not fit on a phone");
                }
                page.context().close();
            }
        }
        assertThat(found).isEmpty();
        assertThat(browser.complaints).isEmpty();
        assertThat(browser.asked).allSatisfy(address -> assertThat(address).startsWith(console()));
    }

    @Test
    @Order(2)
    void lists_lead_to_what_they_list_and_each_page_has_its_json() {
        Page page = open("nodes");
        assertThat(page.locator("#nodes tbody tr")).hasCount(3);
        page.locator("#nodes tbody a").first().click();
        says(page.locator("h1:visible"), "Node node1");
        says(page.locator("#its"), "leader");
        says(page.locator(".raw pre").first(), "\"shards_leader\": [");

        page.navigate(console() + "shards");
        assertThat(page.locator(".map tr")).hasCount(3);
        assertThat(page.locator(".map tr").first().locator("td")).hasCount(64);
        assertThat(page.locator(".map .leads")).hasCount(64);
        page.navigate(console() + "shards?filter=moving");
        says(page.locator("#list caption"), "0 of 64 shards");
        page.navigate(console() + "explore?path=geo/country/BI&predicate=capital");
        says(page.locator("section[aria-label='By each lens']"), Pattern.compile("Gitega.*Bujumbura", Pattern.DOTALL));
        says(page.locator(".timeline"), "world-countries-capitals");
        page.navigate(console() + "configuration");
        says(page.locator(".settings"), "cluster.compare");
    }

    @Test
    @Order(3)
    void a_change_shows_its_plan_and_its_command_and_is_followed_to_its_end() {
        Page page = open("nodes/node2/drain");
        says(page.locator("section[aria-label='Plan']"), "shard_");
        page.locator("input[name=reason]").fill("a new disk");
        says(page.locator("#command"), "stemedb-admin node node2 drain --reason 'a new disk'");
        picture(page, "change-filled");

        press(page);

        says(page.locator("h1:visible"), "Task");
        says(page.locator("#about"), "a new disk");
        says(page.locator("#about"), "succeeded");
        picture(page, "task");
        page.navigate(console() + "nodes");
        says(page.locator("#nodes tbody tr").nth(1), "Draining");
        page.locator("#nodes tbody tr")
                .nth(1)
                .locator("a", new Locator.LocatorOptions().setHasText("Undrain"))
                .click();
        press(page);
        says(page.locator("#about"), "succeeded");
    }

    @Test
    @Order(4)
    void shards_are_moved_elected_and_unpinned() {
        Page page = open("shards/7/rebalance");
        page.locator("select[name=target_node]").selectOption("node3");
        page.locator("button[formmethod=get]").click();
        assertThat(page).hasURL(Pattern.compile("target_node=node3"));
        press(page);
        says(page.locator("#about"), "succeeded");
        page.navigate(console() + "shards/7");
        says(page.locator("#about"), "node3");

        page.navigate(console() + "shards/7/unpin");
        press(page);
        says(page.locator("#about"), "succeeded");
        for (String path : List.of("maintenance/scrub", "maintenance/compact", "anti-entropy/run")) {
            page.navigate(console() + path);
            press(page);
            says(page.locator("#about"), "succeeded");
        }
        page.navigate(console() + "backups/take");
        page.locator("input[name=to]").fill(folder.resolve("backup").toString());
        press(page);
        says(page.locator("#about"), "succeeded");
    }

    @Test
    @Order(5)
    void what_is_refused_is_shown_with_its_form_and_nothing_is_changed() {
        Page page = open("cluster/factor");
        page.locator("input[name=factor]").fill("99");
        press(page);

        says(page.locator("[role=alert]").last(), "Refused; nothing was changed");
        assertThat(page.locator("input[name=factor]")).hasValue("99");
        page.navigate(console() + "shards/7/rebalance?target_node=node9");
        says(page.locator("[role=alert]").last(), "no member has this id");
        browser.complaints.removeIf(complaint -> complaint.contains("the server responded with a status of 4"));
    }

    @Test
    @Order(6)
    void a_claim_is_asserted_by_hand_and_found() {
        Page page = open("explore?path=by/hand");
        Locator form = page.locator("section[aria-label='Assert']");
        form.locator("input[name=predicate]").fill("colour");
        form.locator("input[name=value]").fill("1, 2");
        form.locator("input[name=source]").fill("me");
        form.locator("button").click();

        says(page.locator("[role=status]").first(), "Written");
        says(page.locator("section[aria-label='By each lens']"), "1, 2");
    }

    @Test
    @Order(7)
    void a_node_that_dies_while_a_page_is_open_is_shown_and_the_rest_stays() throws Exception {
        Page page = open("nodes");
        cluster.kill(3);

        says(page.locator("#nodes tbody tr").nth(2), "Dead");
        says(page.locator("#health"), "degraded");
        assertThat(obstacles(page)).isEmpty();
        picture(page, "nodes-dead");
        page.navigate(console() + "shards?filter=under-replicated");
        assertThat(page.locator("#list tbody tr").first()).isVisible();
        picture(page, "shards-dead");
        page.navigate(console() + "nodes/node3");
        says(page.locator("#about"), "Dead");
    }

    @Test
    @Order(8)
    void from_the_first_token_on_everybody_is_asked_for_one_and_may_do_what_it_allows() {
        String operator = made(open("tokens/create"), "operator");
        Page page = open("nodes");
        says(page.locator("h1:visible"), "A token is needed");
        logIn(page, "stemedb_nobodynobody_x");
        says(page.locator("[role=alert]"), "unknown");
        logIn(page, operator);
        says(page.locator("h1:visible"), "Nodes");
        Cookie cookie = page.context().cookies().stream()
                .filter(one -> one.name.equals("stemedb_token"))
                .findFirst()
                .orElseThrow();
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.path).isEqualTo("/console");

        page.navigate(console() + "tokens/create");
        String reader = made(page, "reader");
        page.navigate(console() + "events");
        says(page.locator("#events"), Pattern.compile("console.*POST /admin/tokens", Pattern.DOTALL));
        says(page.locator("#events"), "POST /admin/nodes/node2/drain");
        assertThat(page.locator("#events")).not().containsText(reader.substring(21));
        picture(page, "events");

        Page other = open("nodes/node2/drain");
        logIn(other, reader);
        assertThat(other.locator("#form button.primary")).isDisabled();
        says(other.locator("#role"), "this needs operator");
        other.navigate(console() + "events");
        says(other.locator("[role=alert]"), "too small a role");
        assertThat(obstacles(other)).isEmpty();

        page.navigate(console() + "tokens");
        page.locator("#tokens tr", new Page.LocatorOptions().setHasText("reader"))
                .locator("a", new Locator.LocatorOptions().setHasText("Revoke"))
                .click();
        press(page);
        says(page.locator("#tokens"), "ended");
        other.navigate(console());
        says(other.locator("[role=alert]"), "has ended");
    }

    private static String made(Page page, String role) {
        page.locator("select[name=role]").selectOption(role);
        press(page);
        says(page.locator("[role=status]").first(), "the only time");
        return page.locator("#made").textContent();
    }

    private static void logIn(Page page, String token) {
        page.locator("input[name=token]").fill(token);
        page.locator("button.primary").click();
    }
}
