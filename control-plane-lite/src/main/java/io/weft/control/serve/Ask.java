package io.weft.control.serve;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.weft.control.translate.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A discovery request of either protocol, reduced to what the server acts on.
 *
 * @param names state of the world: all names wanted; incremental: the names wanted in addition
 * @param noLonger incremental: names no longer wanted
 * @param held incremental, first request of a stream: versions that the client holds, by name
 * @param resumes state of the world, first request of a stream: the client holds what it got on an earlier one
 * @param nonce of the response that is answered; empty for none
 * @param refusal present: that response was refused (NACK), with this text
 */
record Ask(
        ResourceType type,
        List<String> names,
        List<String> noLonger,
        Map<String, String> held,
        boolean resumes,
        String nonce,
        Optional<String> refusal) {

    /** Empty if the type is not served. */
    static Optional<Ask> of(DiscoveryRequest request) {
        return ResourceType.of(request.getTypeUrl())
                .map(type -> new Ask(
                        type,
                        request.getResourceNamesList(),
                        List.of(),
                        Map.of(),
                        !request.getVersionInfo().isEmpty(),
                        request.getResponseNonce(),
                        refusal(
                                request.hasErrorDetail(),
                                request.getErrorDetail().getMessage())));
    }

    /** Empty if the type is not served. */
    static Optional<Ask> of(DeltaDiscoveryRequest request) {
        return ResourceType.of(request.getTypeUrl())
                .map(type -> new Ask(
                        type,
                        request.getResourceNamesSubscribeList(),
                        request.getResourceNamesUnsubscribeList(),
                        request.getInitialResourceVersionsMap(),
                        false,
                        request.getResponseNonce(),
                        refusal(
                                request.hasErrorDetail(),
                                request.getErrorDetail().getMessage())));
    }

    private static Optional<String> refusal(boolean refused, String message) {
        return refused ? Optional.of(message) : Optional.empty();
    }
}
