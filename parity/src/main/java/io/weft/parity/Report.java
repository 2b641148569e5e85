package io.weft.parity;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Counts decisions and collects differences; prints them in the order of the cases. Thread-safe. */
final class Report {

    private final WantedDifferences wanted;
    private final TreeMap<String, List<String>> differences = new TreeMap<>();
    private final TreeMap<String, Integer> skips = new TreeMap<>();
    private int equal;
    private int different;
    private int skipped;

    Report(WantedDifferences wanted) {
        this.wanted = wanted;
    }

    /** Takes one decision with all the fields in which it differs; none means that it is equal. */
    synchronized void decision(String caseName, String request, List<Difference> found) {
        List<Difference> left = new ArrayList<>();
        for (Difference difference : found) {
            wanted.reasonFor(difference).ifPresentOrElse(reason -> count(reason), () -> left.add(difference));
        }
        if (!left.isEmpty()) {
            different++;
            List<String> lines = differences.computeIfAbsent(caseName, name -> new ArrayList<>());
            left.forEach(difference -> lines.add(caseName + ", " + request + ", " + difference));
        } else if (!found.isEmpty()) {
            skipped++;
        } else {
            equal++;
        }
    }

    /** Leaves a decision out. */
    synchronized void skip(String reason) {
        skipped++;
        count(reason);
    }

    private void count(String reason) {
        skips.merge(reason, 1, Integer::sum);
    }

    synchronized int different() {
        return different;
    }

    /** Differences, then why decisions were skipped, then the counts. */
    synchronized void print(PrintStream out) {
        differences.values().forEach(lines -> lines.forEach(out::println));
        skips.forEach((reason, times) -> out.println("skipped " + times + ": " + reason));
        out.println(summary());
    }

    /** The counts in one line. */
    synchronized String summary() {
        return (equal + different + skipped) + " decisions, " + equal + " equal, " + different + " different, "
                + skipped + " skipped";
    }
}
