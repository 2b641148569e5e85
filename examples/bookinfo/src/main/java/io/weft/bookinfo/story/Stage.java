package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Bookinfo;
import io.weft.bookinfo.run.Pause;
import io.weft.bookinfo.run.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where a story happens: a running bookinfo, people who look at it, and a terminal that shows what is seen. */
final class Stage {

    /** System property: after how many milliseconds a rule is in force everywhere, however busy the machine is. */
    private static final long SETTLE_MILLIS = Long.getLong("weft.story.settle", 700);

    private static final int CALLERS = 4;

    private final Bookinfo bookinfo;
    private final Terminal terminal;
    private final List<Report.Check> checks = new ArrayList<>();
    private final List<String> extras = new ArrayList<>();
    private final Browser anyone;
    private final Browser jason;

    Stage(Bookinfo bookinfo, Terminal terminal) {
        this.bookinfo = bookinfo;
        this.terminal = terminal;
        this.anyone = Browser.anonymous(bookinfo.page());
        this.jason = Browser.signedIn(bookinfo.page(), "jason");
    }

    /** Somebody who has not signed in. */
    Browser anyone() {
        return anyone;
    }

    /** Somebody signed in as jason. */
    Browser jason() {
        return jason;
    }

    /** The reviews as this person gets them. */
    static Browser.Loaded reviews(Browser person) {
        return person.get("/api/v1/products/0/reviews");
    }

    /** Puts rule files in force, by name. */
    void apply(String... rules) {
        for (String rule : rules) {
            terminal.step("apply " + rule);
            bookinfo.config().apply(rule);
        }
        Pause.millis(SETTLE_MILLIS);
    }

    /** Puts one rule file in force with something else in place of a part of it. */
    void applyChanged(String rule, String part, String other) {
        terminal.step("apply " + rule + " with " + other + " for " + part);
        bookinfo.config().applyText(bookinfo.config().text(rule).replace(part, other));
        Pause.millis(SETTLE_MILLIS);
    }

    /** Starts a process that lives as long as the story. */
    void start(Workload... workloads) {
        List<Workload> wanted = List.of(workloads);
        wanted.forEach(workload -> terminal.step("start " + workload.name()));
        wanted.forEach(workload -> extras.add(workload.name()));
        bookinfo.startAll(wanted);
        Pause.millis(SETTLE_MILLIS);
    }

    /** Puts a rule file in force without waiting, and without a word. */
    void edit(String rule) {
        bookinfo.config().apply(rule);
    }

    /** Ends a process that the story started, as a crash would. */
    void kill(String name) {
        terminal.step("kill " + name);
        extras.remove(name);
        bookinfo.kill(name);
    }

    void restartControlPlane() {
        terminal.step("kill the control plane, and start it again");
        bookinfo.restartControlPlane();
    }

    static URI address(Workload workload) {
        return URI.create("http://127.0.0.1:" + workload.port());
    }

    /** Somebody who asks the process itself, past all rules. */
    static Browser browser(Workload workload) {
        return Browser.anonymous(address(workload));
    }

    /** Makes calls, a few at a time, and shows how they ended. */
    Shares load(String title, int calls, Supplier<String> call) {
        return shown(title, Load.of(calls, CALLERS, call, done -> terminal.progress(title, done, calls)));
    }

    /** Makes calls for as long as something else happens. */
    Shares loadWhile(String title, Supplier<String> call, Runnable event) {
        try (Load load = Load.background(CALLERS, Long.MAX_VALUE, call)) {
            event.run();
            return shown(title, load.stop());
        }
    }

    /** Makes so many calls, while something else happens. */
    Shares loadWhile(String title, int callers, int calls, Supplier<String> call, Runnable event) {
        try (Load load = Load.background(callers, calls, call)) {
            event.run();
            return shown(title, load.join());
        }
    }

    /** Shows how calls ended that somebody else made. */
    Shares shown(String title, Shares shares) {
        terminal.shares(title, shares);
        return shares;
    }

    void check(String promise, boolean kept, Object seen) {
        Report.Check check = new Report.Check(promise, kept, seen.toString());
        terminal.check(check);
        checks.add(check);
    }

    /** A file in the form of /etc/hosts that gives this machine a further name. */
    Path hostsFile(String name) {
        try {
            return Files.writeString(bookinfo.folder().resolve("hosts"), "127.0.0.1 localhost " + name + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the control plane has said so far about what holds these words; empty if nothing. */
    String controlPlaneSaid(String words) {
        try (Stream<String> lines = Files.lines(bookinfo.folder().resolve("control-plane.log"))) {
            return lines.filter(line -> line.contains(words)).findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what the story started, takes its rules away, and tells what became of its promises. */
    Report end(String name) {
        extras.forEach(bookinfo::stop);
        bookinfo.config().reset();
        Pause.millis(SETTLE_MILLIS);
        return new Report(name, checks);
    }
}
