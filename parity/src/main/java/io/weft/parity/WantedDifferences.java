package io.weft.parity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The differences that we want, each with its reason; they count as skipped. docs/parity.md explains them. */
final class WantedDifferences {

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
        return new WantedDifferences(List.of(new Wanted(
                "code",
                Pattern.compile("14 \\(.*UT.*\\)"),
                Pattern.compile("4 .*"),
                "a rule's timeout is DEADLINE_EXCEEDED to a gRPC caller, as stock grpc-xds says")));
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
