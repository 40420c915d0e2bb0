package io.stemedb.web.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code promtool check metrics} of Prometheus objects to, so that the build needs no Prometheus. */
public final class MetricRules {
    private static final Pattern SAMPLE = Pattern.compile("([A-Za-z_:][\\w:]*)(?:\\{(.*)})? \\S+(?: \\d+)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern CAMEL = Pattern.compile(".*[a-z][A-Z].*");
    private static final Pattern NOT_BASE = Pattern.compile(
            "(milli|micro|nano|kilo|mega|giga|tera|peta|kibi|mebi|gibi|tebi|pebi)\\w*|minutes?|hours?|days?|weeks?|"
                    + "months?|years?"
                    + "|bits?|percent|celsius_?|fahrenheit|kelvins?");
    private static final Set<String> SHORT =
            Set.of("s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    private MetricRules() {}

    private static final class Family {
        private String help;
        private String type = "untyped";
        private final Set<String> labels = new TreeSet<>();
        private final Set<String> samples = new TreeSet<>();
    }

    /** Every fault of the metrics that begin with a prefix, each with its name. */
    public static List<String> faults(String text, String prefix) {
        Map<String, Family> families = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# ")) {
                if (words.length > 3 && words[2].startsWith(prefix)) {
                    Family family = families.computeIfAbsent(words[2], name -> new Family());
                    if (words[1].equals("HELP")) {
                        family.help = words[3];
                    } else {
                        family.type = words[3].strip();
                    }
                }
            } else if (line.startsWith(prefix)) {
                sample(line, families, faults);
            }
        }
        families.forEach((name, family) -> judge(name, family, faults));
        return faults;
    }

    private static void sample(String line, Map<String, Family> families, List<String> faults) {
        Matcher parts = SAMPLE.matcher(line);
        if (!parts.matches()) {
            faults.add(line + ": no sample");
            return;
        }
        String name = parts.group(1);
        String base = name.replaceAll("_(bucket|count|sum)$", "");
        Family whole = families.get(base);
        boolean part = whole != null && Set.of("histogram", "summary").contains(whole.type);
        Family family = part ? whole : families.computeIfAbsent(name, unknown -> new Family());
        String labels = parts.group(2) == null ? "" : parts.group(2);
        Matcher label = LABEL.matcher(labels);
        while (label.find()) {
            family.labels.add(label.group(1));
        }
        if (!family.samples.add(name + '{' + labels)) {
            faults.add(name + ": the same sample twice");
        }
    }

    private static void judge(String name, Family family, List<String> faults) {
        boolean histogram = family.type.equals("histogram");
        boolean counter = family.type.equals("counter");
        boolean sums = histogram || family.type.equals("summary");
        fault(faults, name, "no help text", family.help == null || family.help.isBlank());
        fault(faults, name, "a counter ends with _total", counter && !name.endsWith("_total"));
        fault(faults, name, "only a counter ends with _total", !counter && name.endsWith("_total"));
        fault(faults, name, "only a histogram ends with _bucket", !histogram && name.endsWith("_bucket"));
        fault(faults, name, "_count and _sum are reserved", !sums && name.matches(".*_(count|sum)"));
        fault(faults, name, "only a histogram has the label le", !histogram && family.labels.contains("le"));
        fault(
                faults,
                name,
                "only a summary has the label quantile",
                !family.type.equals("summary") && family.labels.contains("quantile"));
        fault(faults, name, "a name has no colon", name.contains(":"));
        fault(faults, name, "names are in snake case", CAMEL.matcher(name).matches());
        family.labels.forEach(label -> fault(
                faults, name, "labels are in snake case", CAMEL.matcher(label).matches()));
        for (String word : name.toLowerCase(Locale.ROOT).split("_")) {
            fault(
                    faults,
                    name,
                    "the unit is to be seconds or bytes",
                    NOT_BASE.matcher(word).matches());
            fault(faults, name, "units are not abbreviated", SHORT.contains(word));
            fault(faults, name, "a name does not say its type", TYPES.contains(word));
        }
    }

    private static void fault(List<String> faults, String name, String what, boolean is) {
        if (is) {
            faults.add(name + ": " + what);
        }
    }
}
