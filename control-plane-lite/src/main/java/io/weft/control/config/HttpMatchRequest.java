package io.weft.control.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All of these must hold (Istio's HTTPMatchRequest).
 *
 * @param name empty if it has none
 * @param withoutHeaders none of these may hold; an absent header counts as empty
 * @param port of the service that is called
 * @param sourceLabels of the calling workload
 * @param gateways where it holds; empty for all of the VirtualService's
 * @param sourceNamespace of the calling workload
 */
public record HttpMatchRequest(
        String name,
        Optional<StringMatch> uri,
        boolean ignoreUriCase,
        Optional<StringMatch> scheme,
        Optional<StringMatch> method,
        Optional<StringMatch> authority,
        Map<String, StringMatch> headers,
        Map<String, StringMatch> withoutHeaders,
        Map<String, StringMatch> queryParams,
        OptionalInt port,
        Map<String, String> sourceLabels,
        Optional<String> sourceNamespace,
        List<String> gateways,
        Optional<String> statPrefix,
        Position at) {

    public HttpMatchRequest {
        headers = Ordered.copy(headers);
        withoutHeaders = Ordered.copy(withoutHeaders);
        queryParams = Ordered.copy(queryParams);
        sourceLabels = Ordered.copy(sourceLabels);
        gateways = List.copyOf(gateways);
    }
}
