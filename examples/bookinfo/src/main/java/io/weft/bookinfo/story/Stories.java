package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Bookinfo;
import io.weft.bookinfo.run.Layout;
import io.weft.bookinfo.run.Protocol;
import io.weft.bookinfo.run.Settings;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** All stories, named as the tasks of Istio's documentation where there is one. */
public final class Stories {

    /**
     * A story.
     *
     * @param name what it is called on the command line
     * @param promise what it shows
     * @param protocol how reviews asks for ratings meanwhile
     */
    public record Entry(String name, String promise, Protocol protocol, Story story) {}

    /** Over HTTP first: changing the protocol means new processes. */
    public static final List<Entry> ALL = List.of(
            http("request-routing", "jason gets another version than everybody else", new RequestRouting()),
            http("fault-injection-delay", "a slow dependency uncovers a timeout that is too long", new FaultDelay()),
            http("fault-injection-abort", "a failing dependency shows how its callers cope", new FaultAbort()),
            http("traffic-shifting", "versions share the calls by weight", new TrafficShifting()),
            http("request-timeouts", "a caller waits no longer than its rule says", new RequestTimeouts()),
            http("retries", "failed calls are tried again, elsewhere, only if a rule says so", new Retries()),
            http("outlier-ejection", "a host that fails is left alone for a while", new OutlierEjection()),
            http(
                    "make-before-break",
                    "a rule that names what does not exist yet breaks nothing",
                    new MakeBeforeBreak()),
            http("endpoint-crash", "a process that is killed is hardly missed", EndpointCrash.overHttp()),
            http(
                    "tcp-traffic-shifting",
                    "a rule that only a proxy can carry out is refused, with advice",
                    new TcpTrafficShifting()),
            http("circuit-breaking", "callers beyond a service's limits are refused at once", new CircuitBreaking()),
            http("hedging", "what takes long gets a second attempt, within a budget", new Hedging()),
            http("mirroring", "another version gets copies of calls, and nobody depends on it", new Mirroring()),
            http("egress", "what lies outside of the mesh is called by rule", new Egress()),
            http("locality-failover", "callers stay near, and go further as places fail", new LocalityFailover()),
            http("consistent-hash", "the same caller gets the same host", new ConsistentHash()),
            http("many-edits", "rules change under load and no call notices", new ManyEdits()),
            grpc("request-routing-grpc", "the same, with ratings over gRPC", new RequestRouting()),
            grpc("fault-injection-delay-grpc", "the same, with ratings over gRPC", new FaultDelay()),
            grpc("fault-injection-abort-grpc", "the same, with ratings over gRPC", new FaultAbort()),
            grpc("traffic-shifting-grpc", "the same, with ratings over gRPC", new TrafficShifting()),
            grpc("request-timeouts-grpc", "the same, with ratings over gRPC", new RequestTimeouts()),
            grpc("endpoint-crash-grpc", "the same, with ratings over gRPC", EndpointCrash.overGrpc()),
            grpc("grpc-many-targets", "one process calls three gRPC services, whatever happens", new ManyTargets()));

    private Stories() {}

    public static List<Entry> named(List<String> names) {
        List<Entry> found =
                ALL.stream().filter(entry -> names.contains(entry.name())).toList();
        if (found.isEmpty() || found.size() != names.size()) {
            throw new IllegalArgumentException("Which story? One or more of: "
                    + ALL.stream().map(Entry::name).collect(Collectors.joining(", ")));
        }
        return found;
    }

    /** Starts a bookinfo beside any other, tells the stories one after the other, and ends it. */
    public static List<Report> tell(Layout layout, List<Entry> stories, PrintStream out) {
        out.println("Starting bookinfo for " + stories.size() + " stories");
        try (Bookinfo bookinfo = Bookinfo.start(layout, Settings.apart(layout.runFolder("stories")))) {
            out.println("The page is at " + bookinfo.page());
            return stories.stream().map(story -> tell(bookinfo, story, out)).toList();
        }
    }

    /** Tells one story on a running bookinfo. */
    public static Report tell(Bookinfo bookinfo, Entry entry, PrintStream out) {
        Terminal terminal = new Terminal(out, System.console() != null);
        terminal.title(entry.name(), entry.promise());
        bookinfo.reviewsAskBy(entry.protocol());
        bookinfo.config().reset();
        Stage stage = new Stage(bookinfo, terminal);
        try {
            entry.story().tell(stage);
        } catch (RuntimeException e) {
            stage.check("the story comes to its end", false, e);
        }
        return stage.end(entry.name());
    }

    private static Entry http(String name, String promise, Story story) {
        return new Entry(name, promise, Protocol.HTTP, story);
    }

    private static Entry grpc(String name, String promise, Story story) {
        return new Entry(name, promise, Protocol.GRPC, story);
    }
}
