package dev.pagewalk.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Reads what JMH measured and says what it means: ratios of one run, as text and as bars.
 *
 * <p>Of many short iterations the fastest counts, for it is the one that other programs on the computer disturbed least.
 */
public final class Ratios {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Ratios() {}

    /**
     * Prints the ratios and draws them.
     *
     * @param arguments the folder with the results of {@code grader/bench/run}
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Map<String, Double> with = scores(folder.resolve("hardware.json"));
        Map<String, Double> without = scores(folder.resolve("hardware-without-hooks.json"));
        Map<String, Double> explorer = scores(folder.resolve("explorer.json"));
        StringBuilder text = new StringBuilder("JDK " + Runtime.version() + "\n");
        ratio(text, "TLB-hit load / plain read", measured(with, "tlbHitLoad"), measured(with, "plainRead"), 2.0);
        for (String walk : walks(with)) {
            ratio(text, "full walk / bare chase" + walk, measured(with, "fullWalk" + walk), measured(with, "bareChase" + walk), 1.6);
        }
        ratio(text, "TLB-hit load, hooks off / none compiled in", measured(with, "tlbHitLoad"), measured(without, "tlbHitLoad"), 1.05);
        for (String walk : walks(with)) {
            ratio(text, "full walk, hooks off / none compiled in" + walk, measured(with, "fullWalk" + walk), measured(without, "fullWalk" + walk), 1.05);
        }
        explorer.forEach((name, score) -> text.append(String.format(Locale.ROOT, "%-46s %,14.1f%n", "explorer: " + name, score)));
        allocated(folder.resolve("hardware-allocation.json"), text);
        System.out.print(text);
        Files.writeString(folder.resolve("ratios.txt"), text);
        Files.writeString(folder.resolve("benchmarks.svg"), bars(with, without));
    }

    private static Map<String, Double> scores(Path file) throws IOException {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (JsonNode result : JSON.readTree(file.toFile())) {
            scores.put(name(result), fastest(result));
        }
        return scores;
    }

    private static double measured(Map<String, Double> scores, String name) {
        return Objects.requireNonNull(scores.get(name), name + " was not measured: run grader/bench/run to its end");
    }

    private static double fastest(JsonNode result) {
        boolean isTime = !result.get("mode").asText().equals("thrpt");
        double best = isTime ? Double.MAX_VALUE : 0;
        for (JsonNode fork : result.at("/primaryMetric/rawData")) {
            for (JsonNode score : fork) {
                best = isTime ? Math.min(best, score.asDouble()) : Math.max(best, score.asDouble());
            }
        }
        return best;
    }

    private static void allocated(Path file, StringBuilder text) throws IOException {
        for (JsonNode result : JSON.readTree(file.toFile())) {
            double bytes = result.at("/secondaryMetrics").path("gc.alloc.rate.norm").path("score").asDouble(Double.NaN);
            text.append(String.format(Locale.ROOT, "%-46s %14.4f B%n", "allocated by an operation: " + name(result), bytes));
        }
    }

    /** The parameters with which walks were measured, as they end a name. */
    private static List<String> walks(Map<String, Double> scores) {
        return scores.keySet().stream().filter(name -> name.startsWith("fullWalk")).map(name -> name.substring("fullWalk".length())).toList();
    }

    /** For example {@code fullWalk, 1024 pages}. */
    private static String name(JsonNode result) {
        String benchmark = result.get("benchmark").asText();
        StringBuilder name = new StringBuilder(benchmark.substring(benchmark.lastIndexOf('.') + 1));
        result.path("params").properties().forEach(param -> name.append(", ").append(param.getValue().asText()).append(' ').append(param.getKey()));
        return name.toString();
    }

    private static void ratio(StringBuilder text, String what, double above, double below, double goal) {
        text.append(String.format(Locale.ROOT, "%-46s %6.2f ns / %6.2f ns = %5.2f   (goal: at most %.2f)%n", what, above, below, above / below, goal));
    }

    private static String bars(Map<String, Double> with, Map<String, Double> without) {
        double most = Math.max(with.values().stream().mapToDouble(d -> d).max().orElse(1), without.values().stream().mapToDouble(d -> d).max().orElse(1));
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 " + (60 + 60 * with.size())
                + "\" font-family=\"sans-serif\" font-size=\"13\">\n<text x=\"10\" y=\"20\">ns per operation: hooks off (dark), none compiled in (light)</text>\n");
        int y = 40;
        for (String name : with.keySet()) {
            svg.append(String.format(Locale.ROOT, "<text x=\"10\" y=\"%d\">%s</text>%n", y + 18, name));
            bar(svg, y, measured(with, name), most, "#1b6ca8");
            bar(svg, y + 22, without.getOrDefault(name, 0.0), most, "#8fbcdb");
            y += 60;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, int y, double value, double most, String colour) {
        svg.append(String.format(Locale.ROOT, "<rect x=\"140\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%.2f</text>%n",
                y, 420 * value / most, colour, 146 + 420 * value / most, y + 14, value));
    }
}
