package io.weft.bookinfo.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running bookinfo: the control plane and the services, each in a process of its own. */
public final class Bookinfo implements AutoCloseable {

    private static final long START_SECONDS = 120;
    private static final long END_SECONDS = 10;
    private static final String CONTROL_PLANE = "control-plane";

    private final Layout layout;
    private final Settings settings;
    private final Map<String, Child> children = new LinkedHashMap<>();

    private boolean closed;

    private Bookinfo(Layout layout, Settings settings) {
        this.layout = layout;
        this.settings = settings;
    }

    /** Starts everything at the same time and returns when all is ready. The end of this JVM ends it too. */
    public static Bookinfo start(Layout layout, Settings settings) {
        Bookinfo bookinfo = new Bookinfo(layout, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(bookinfo::close, "stop"));
        try {
            Files.createDirectories(settings.folder());
            bookinfo.config().begin();
            Child controlPlane = bookinfo.launchControlPlane();
            bookinfo.startAll(services(settings));
            bookinfo.awaitControlPlane(controlPlane);
            FirstPage.await(bookinfo.page());
            return bookinfo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            bookinfo.close();
            throw e;
        }
    }

    private static List<Workload> services(Settings settings) {
        Stream<Workload> others = Stream.of(
                Workload.of("ratings", "v1"),
                Workload.of("details", "v1"),
                Workload.of("productpage", "v1").on(settings.pagePort()));
        return Stream.concat(reviews(settings.ratings()), others).toList();
    }

    private static Stream<Workload> reviews(Protocol ratings) {
        return Stream.of("v1", "v2", "v3")
                .map(version -> Workload.of("reviews", version)
                        .named("reviews-" + version + (ratings == Protocol.GRPC ? "-grpc" : ""))
                        .with("RATINGS_PROTOCOL", ratings.toString()));
    }

    public URI page() {
        return URI.create("http://localhost:" + settings.pagePort() + "/productpage");
    }

    public String controlPlane() {
        return "127.0.0.1:" + settings.controlPlanePort();
    }

    public ConfigFolder config() {
        return new ConfigFolder(settings.config(), layout.rules());
    }

    public Path folder() {
        return settings.folder();
    }

    /** Starts the processes and returns when all are ready. */
    public void startAll(List<Workload> workloads) {
        List<Child> started = workloads.stream().map(this::launch).toList();
        started.forEach(child -> child.awaitStarted(deadline()));
    }

    /** Asks the process to end and waits until it has. */
    public void stop(String name) {
        Child child = remove(name);
        child.terminate();
        child.awaitEnd(END_SECONDS);
    }

    /** Ends the process as a crash would. */
    public void kill(String name) {
        Child child = remove(name);
        child.kill();
        child.awaitEnd(END_SECONDS);
    }

    /** Replaces the three reviews by ones that ask for ratings in another way; new ones are up before old ones go. */
    public void reviewsAskBy(Protocol next) {
        List<String> old = names("reviews-");
        List<Workload> wanted = reviews(next).toList();
        if (!old.containsAll(wanted.stream().map(Workload::name).toList())) {
            startAll(wanted);
            old.forEach(this::stop);
        }
    }

    public void restartControlPlane() {
        kill(CONTROL_PLANE);
        awaitControlPlane(launchControlPlane());
    }

    /** The processes that run now. */
    public synchronized Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        children.forEach((name, child) -> pids.put(name, child.pid()));
        return pids;
    }

    /** Names of processes that ended though nobody asked them to; each is told once. */
    public synchronized List<String> forgetDead() {
        List<String> dead = children.entrySet().stream()
                .filter(entry -> !entry.getValue().isAlive())
                .map(Map.Entry::getKey)
                .toList();
        children.keySet().removeAll(dead);
        return dead;
    }

    /** Ends the services, then the control plane. */
    @Override
    public synchronized void close() {
        closed = true;
        Child controlPlane = children.remove(CONTROL_PLANE);
        children.values().forEach(Child::terminate);
        children.values().forEach(child -> child.awaitEnd(END_SECONDS));
        children.clear();
        if (controlPlane != null) {
            controlPlane.terminate();
            controlPlane.awaitEnd(END_SECONDS);
        }
    }

    private Child launchControlPlane() {
        Jvm jvm = new Jvm(layout.controlPlaneClassPath(), "io.weft.control.cli.Weft", layout.sharedClasses());
        List<String> arguments = List.of(
                "serve",
                "--config",
                settings.config().toString(),
                "--port",
                Integer.toString(settings.controlPlanePort()),
                "--status-port",
                Integer.toString(settings.statusPort()));
        return launch(CONTROL_PLANE, jvm, arguments, Map.of());
    }

    private void awaitControlPlane(Child controlPlane) {
        controlPlane.await(() -> Ports.accepts(settings.controlPlanePort()), deadline());
    }

    private Child launch(Workload workload) {
        Jvm jvm = new Jvm(layout.bookinfoClassPath(), workload.mainClass(), layout.sharedClasses());
        return launch(workload.name(), jvm, workload.arguments(controlPlane()), workload.variables());
    }

    private synchronized Child launch(String name, Jvm jvm, List<String> arguments, Map<String, String> variables) {
        if (closed) {
            throw new IllegalStateException("Stopped before " + name + " was started");
        }
        Child child = Child.start(name, settings.folder(), jvm, arguments, variables);
        children.put(name, child);
        return child;
    }

    private synchronized List<String> names(String prefix) {
        return children.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private synchronized Child remove(String name) {
        Child child = children.remove(name);
        if (child == null) {
            throw new IllegalArgumentException("No process " + name + " among " + children.keySet());
        }
        return child;
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    }
}
