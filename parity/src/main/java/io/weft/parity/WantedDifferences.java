package io.weft.parity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The differences that we want, each with its reason; they count as skipped. docs/parity.md explains them. */
final class WantedDifferences {

    /** A deadline that passed at both ends at once. */
    static final Difference DEADLINE_SEEN_BY_ENDPOINT =
            new Difference("ended by", "the endpoint (UR)", "the deadline (UT)");

    /** The field for what is left of a deadline after an injected delay. */
    static final String DELAYED_DEADLINE = "upstream.deadlineMs after a delay";

    private record Wanted(String field, Pattern istio, Pattern ours, String reason) {}

    private final List<Wanted> list;

    private WantedDifferences(List<Wanted> list) {
        this.list = list;
    }

    static WantedDifferences none() {
        return new WantedDifferences(List.of());
    }

    /** Of gRPC calls. */
    static WantedDifferences ofGrpc() {
        return new WantedDifferences(List.of(
                new Wanted(
                        "code",
                        Pattern.compile("14 \\(.*UT.*\\)"),
                        Pattern.compile("4 .*"),
                        "a rule's timeout is DEADLINE_EXCEEDED to a gRPC caller, as stock grpc-xds says"),
                new Wanted(
                        DEADLINE_SEEN_BY_ENDPOINT.field(),
                        Pattern.compile(Pattern.quote(DEADLINE_SEEN_BY_ENDPOINT.istio())),
                        Pattern.compile(Pattern.quote(DEADLINE_SEEN_BY_ENDPOINT.ours())),
                        "the deadline ended the call: in the recording the endpoint happened to notice first"),
                new Wanted(
                        DELAYED_DEADLINE,
                        Pattern.compile("\\d+"),
                        Pattern.compile("\\d+"),
                        "an injected delay counts against the caller's deadline, so less of it travels on")));
    }

    /** Of traffic policies. */
    static WantedDifferences ofPolicy() {
        return new WantedDifferences(List.of(new Wanted(
                "lbPolicy",
                Pattern.compile("CLUSTER_PROVIDED"),
                Pattern.compile("LEAST_REQUEST"),
                "PASSTHROUGH means where the caller was going, which only a proxy knows")));
    }

    Optional<String> reasonFor(Difference difference) {
        return list.stream()
                .filter(wanted -> wanted.field().equals(difference.field())
                        && wanted.istio().matcher(difference.istio()).matches()
                        && wanted.ours().matcher(difference.ours()).matches())
                .map(Wanted::reason)
                .findFirst();
    }
}
