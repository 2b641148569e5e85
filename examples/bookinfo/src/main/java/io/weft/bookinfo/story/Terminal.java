package io.weft.bookinfo.story;

import java.io.PrintStream;

/** Prints a story as it is told. */
final class Terminal {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean live;

    /** @param live whether a line may be drawn over, as on a screen */
    Terminal(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    void title(String name, String promise) {
        out.printf("%n%s: %s%n", name, promise);
    }

    void step(String text) {
        out.println("  " + text);
    }

    void progress(String title, long done, long total) {
        if (live) {
            out.printf("\r  %-44s %s %d/%d", title, bar(done, total), done, total);
            out.flush();
        }
    }

    void shares(String title, Shares shares) {
        out.printf(live ? "\r\033[K  %s, %d calls%n" : "  %s, %d calls%n", title, shares.total());
        shares.counts()
                .forEach((outcome, count) -> out.printf(
                        "    %-24s %s %5.1f %%%n",
                        outcome, bar(count, shares.total()), 100.0 * count / shares.total()));
    }

    void check(Report.Check check) {
        out.printf("  %s %s (%s)%n", check.kept() ? "ok    " : "NOT SO", check.promise(), check.seen());
    }

    private static String bar(long part, long total) {
        int filled = total == 0 ? 0 : (int) (WIDTH * part / total);
        return "█".repeat(filled) + "░".repeat(WIDTH - filled);
    }
}
