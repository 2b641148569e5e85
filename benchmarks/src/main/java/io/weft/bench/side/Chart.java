package io.weft.bench.side;

import java.util.List;
import java.util.Locale;

/** Two bars for each system, p50 and CPU per call, as an SVG that stands on its own. */
final class Chart {

    private static final int LABELS = 300;
    private static final int BARS = 440;
    private static final int STEP = 44;
    private static final String P50 = "#4c78a8";
    private static final String CPU = "#f58518";

    private Chart() {}

    static String of(Comparison seen) {
        List<Result> all = seen.results();
        double most = all.stream()
                .mapToDouble(result -> Math.max(result.p50(), result.cpu()))
                .max()
                .orElse(1);
        int height = 40 + all.size() * STEP;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                LABELS + BARS + 80,
                height));
        svg.append(text(LABELS, 20, "start", P50, "p50, us")).append(text(LABELS + 90, 20, "start", CPU, "CPU, us"));
        for (int i = 0; i < all.size(); i++) {
            Result result = all.get(i);
            int top = 34 + i * STEP;
            svg.append(text(LABELS - 10, top + 20, "end", "black", result.name()));
            svg.append(bar(top, P50, result.p50(), most)).append(bar(top + 17, CPU, result.cpu(), most));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(int top, String colour, double micros, double most) {
        double width = BARS * micros / most;
        return String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"15\" fill=\"%s\"/>%n",
                        LABELS,
                        top,
                        width,
                        colour)
                + text(
                        (int) (LABELS + width + 6),
                        top + 12,
                        "start",
                        "black",
                        String.format(Locale.ROOT, "%.0f", micros));
    }

    private static String text(int x, int y, String anchor, String colour, String words) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                colour,
                words);
    }
}
