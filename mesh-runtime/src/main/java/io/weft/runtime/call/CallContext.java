package io.weft.runtime.call;

import io.weft.model.CallRecord;
import io.weft.model.Endpoint;
import io.weft.model.HeaderEdit;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.runtime.call.Destinations.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a call once it has been routed, and the answers that can be made from that. */
final class CallContext {

    private final Engine engine;
    private final String upstream;
    private final CallHead head;
    private final @Nullable CompiledRoute route;
    private final @Nullable Destination destination;
    private final boolean clusterKnown;
    private final Duration delay;
    private final long startNanos;

    CallContext(
            Engine engine,
            String upstream,
            CallHead head,
            @Nullable CompiledRoute route,
            @Nullable Destination destination,
            boolean clusterKnown,
            Duration delay) {
        this.engine = engine;
        this.upstream = upstream;
        this.head = head;
        this.route = route;
        this.destination = destination;
        this.clusterKnown = clusterKnown;
        this.delay = delay;
        this.startNanos = engine.isWatched() ? engine.now() : 0;
    }

    Engine engine() {
        return engine;
    }

    CallHead head() {
        return head;
    }

    /** The delay fault that was drawn for this call; zero for none. */
    Duration delay() {
        return delay;
    }

    /** DI if the call is delayed. */
    Set<ResponseFlag> flags() {
        return delay.isZero() ? Set.of() : Set.of(ResponseFlag.DI);
    }

    /** One flag more. */
    static Set<ResponseFlag> with(Set<ResponseFlag> flags, ResponseFlag flag) {
        Set<ResponseFlag> more = EnumSet.of(flag);
        more.addAll(flags);
        return more;
    }

    /** An answer before any attempt. */
    Answer answer(LocalReply reply) {
        return answer(reply.say(null), flags(), List.of(), null);
    }

    Answer answer(Said said, Set<ResponseFlag> flags, List<HeaderEdit> done, @Nullable Tried tried) {
        List<Header> headers = new ArrayList<>(said.headers());
        HeaderLines.edit(headers, responseEdits(done, null));
        Set<ResponseFlag> all = said.flag() == null ? flags : with(flags, said.flag());
        CallReport report = report(all, said.details(), tried, said.status(), said.grpcStatus());
        ended(report);
        return new Answer(
                said.status(),
                said.grpcStatus(),
                headers,
                said.text(),
                all,
                said.details(),
                tried == null ? delay : Duration.ZERO,
                report);
    }

    /** An answer that the route's own rule makes, before its CORS policy is looked at. */
    Answer answer(int status, int grpcStatus, List<Header> headers, String body, String details, ResponseFlag... more) {
        HeaderLines.edit(headers, ruleEdits(List.of(), null));
        Set<ResponseFlag> flags = flags();
        for (ResponseFlag flag : more) {
            flags = with(flags, flag);
        }
        return answer(status, grpcStatus, headers, body, flags, details);
    }

    /** The answer to a CORS preflight, which the rule's edits don't reach. */
    Answer preflight(List<Header> headers) {
        return answer(200, GrpcCode.ofHttp(200), headers, "", flags(), "cors_response");
    }

    private Answer answer(
            int status, int grpcStatus, List<Header> headers, String body, Set<ResponseFlag> flags, String details) {
        CallReport report = report(flags, details, null, status, grpcStatus);
        ended(report);
        return new Answer(status, grpcStatus, headers, body, flags, details, delay, report);
    }

    /** The rule's edits, then CORS headers; {@code done} is what was done to the request. */
    List<HeaderEdit> responseEdits(List<HeaderEdit> done, @Nullable Endpoint answering) {
        List<HeaderEdit> ofRule = ruleEdits(done, answering);
        CorsFilter cors = route == null ? null : route.cors();
        if (cors == null) {
            return ofRule;
        }
        List<HeaderEdit> edits = new ArrayList<>(ofRule);
        edits.addAll(cors.responseEdits(head));
        return edits;
    }

    /** The destination's edits, then the route's. */
    private List<HeaderEdit> ruleEdits(List<HeaderEdit> done, @Nullable Endpoint answering) {
        if (route == null) {
            return List.of();
        }
        EditScript ofRoute = route.responseEdits();
        EditScript ofDestination = destination == null ? EditScript.NONE : destination.responseEdits();
        if (ofDestination.isEmpty() && ofRoute.isConstant()) {
            return ofRoute.constant();
        }
        Commands commands = commands(done, answering);
        List<HeaderEdit> edits = new ArrayList<>();
        ofDestination.evaluate(commands, edits);
        ofRoute.evaluate(commands, edits);
        return edits;
    }

    Commands commands(List<HeaderEdit> done, @Nullable Endpoint answering) {
        String upstreamHost = answering == null ? "" : answering.address().toString();
        return new Commands(head, done, routeName(), cluster(), upstreamHost);
    }

    private String routeName() {
        return route == null ? "" : route.route().name();
    }

    private String cluster() {
        return destination == null ? "" : destination.cluster();
    }

    CallReport report(Set<ResponseFlag> flags, String details, @Nullable Tried tried, int httpStatus, int grpcStatus) {
        // As from Envoy, except that an answer about a missing cluster says which one is meant.
        String cluster = clusterKnown || flags.contains(ResponseFlag.NC) ? cluster() : "";
        CallRecord record = new CallRecord(
                upstream,
                routeName(),
                route == null ? "" : route.route().origin(),
                route == null ? "" : route.route().statPrefix(),
                cluster,
                flags,
                details,
                Tried.list(tried),
                httpStatus,
                head.grpc() ? grpcStatus : -1,
                engine.isWatched() ? engine.now() - startNanos : 0);
        return new CallReport(record, subset(cluster));
    }

    /** The third part of Istio's {@code outbound|9080|v1|reviews.default.svc.cluster.local}. */
    private static String subset(String cluster) {
        String[] parts = cluster.split("\\|", -1);
        return parts.length == 4 ? parts[2] : "";
    }

    /** Tells the listener. */
    void ended(CallReport report) {
        if (engine.events().wantsCalls()) {
            engine.events().called(head.sent(), report.record());
        }
    }

    /** Takes note of how an attempt ended, after those that ended before, and tells the listener. */
    Tried attempted(@Nullable Tried before, Attempt attempt, Outcome outcome) {
        long nanos = engine.isWatched() ? engine.now() - attempt.startNanos() : 0;
        engine.events().attempted(head.sent(), attempt.cluster(), attempt.endpoint(), outcome, nanos);
        return new Tried(before, attempt, outcome, nanos);
    }
}
