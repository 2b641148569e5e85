package io.weft.bookinfo;

import io.weft.bookinfo.run.Bookinfo;
import io.weft.bookinfo.run.ConfigFolder;
import io.weft.bookinfo.run.Layout;
import io.weft.bookinfo.run.Pause;
import io.weft.bookinfo.run.Settings;
import io.weft.bookinfo.story.Report;
import io.weft.bookinfo.story.Stories;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code weft bookinfo}: runs bookinfo, or tells its stories. */
final class Main {

    private static final PrintStream out = System.out;

    private final Layout layout = Layout.fromSystem();

    private Main() {}

    public static void main(String[] args) {
        try {
            System.exit(new Main().run(List.of(args)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private int run(List<String> args) {
        List<String> rest = new ArrayList<>(args);
        String command = args.isEmpty() || args.get(0).startsWith("--") ? "up" : rest.remove(0);
        return switch (command) {
            case "up" -> up(rest);
            case "apply" -> apply(rest);
            case "story" -> tell(Stories.named(rest));
            case "stories" -> tell(Stories.ALL);
            default -> {
                usage();
                yield command.equals("help") ? 0 : 2;
            }
        };
    }

    private static void usage() {
        out.print("""
                weft bookinfo [OPTION...]      start bookinfo; Ctrl-C stops it
                  --port=9080                  port of the page
                  --control-plane-port=15010   port of the control plane
                  --status-port=15014          port of its status pages
                  --config=FOLDER              where rules are, .weft/bookinfo/config by default
                  --ratings=http|grpc          how reviews asks for ratings
                weft bookinfo apply RULE...    put rules of examples/bookinfo/rules, or files, in force
                weft bookinfo story NAME...    apply rules, drive load, and say whether the promise was kept
                weft bookinfo stories          tell all of them:
                """);
        Stories.ALL.forEach(story -> out.printf("  %-28s %s%n", story.name(), story.promise()));
    }

    private int up(List<String> options) {
        Settings settings = Settings.of(layout, options);
        out.println("Starting seven processes, logs in " + settings.folder());
        long start = System.nanoTime();
        try (Bookinfo bookinfo = Bookinfo.start(layout, settings)) {
            out.printf(
                    """
                    Ready after %.1f s. Ctrl-C stops everything.

                      page           %s
                      control plane  %s
                      rules          %s

                    Try   ./weft bookinfo apply virtual-service-reviews-50-v3
                    or copy a rule file into that folder, and load the page again.
                    """,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1e3,
                    bookinfo.page(),
                    bookinfo.controlPlane(),
                    settings.config());
            if (!bookinfo.config().others().isEmpty()) {
                out.println("In force already: "
                        + String.join(", ", bookinfo.config().others()));
            }
            watch(bookinfo);
        }
        return 0;
    }

    /** Tells of processes that end, until somebody ends this one. */
    private static void watch(Bookinfo bookinfo) {
        while (true) {
            bookinfo.forgetDead().forEach(name -> out.println(name + " has ended; see " + bookinfo.folder()));
            Pause.millis(500);
        }
    }

    private int apply(List<String> rules) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException(
                    "Apply what? A file of rules, or one of: " + String.join(", ", layout.ruleNames()));
        }
        ConfigFolder config = new ConfigFolder(Settings.of(layout, List.of()).config(), layout.rules());
        rules.forEach(rule -> {
            config.apply(rule);
            out.println("Applied " + rule + " in " + config.path());
        });
        return 0;
    }

    private int tell(List<Stories.Entry> stories) {
        List<Report> reports = Stories.tell(layout, stories, out);
        List<Report> broken = reports.stream().filter(report -> !report.kept()).toList();
        out.printf("%n%d of %d stories as promised.%n", reports.size() - broken.size(), reports.size());
        if (!broken.isEmpty()) {
            out.println("Not so: " + broken.stream().map(Report::name).collect(Collectors.joining(", ")));
        }
        return broken.isEmpty() ? 0 : 1;
    }
}
