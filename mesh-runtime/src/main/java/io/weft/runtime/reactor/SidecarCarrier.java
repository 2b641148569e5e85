package io.weft.runtime.reactor;

import io.weft.model.Address;
import io.weft.model.HeaderEdit;
import io.weft.runtime.call.Header;
import io.weft.runtime.call.TraceContext;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Carries calls to the local Envoy's outbound listener, which does all the rest; their authority stays, and only the
 * trace headers of the current work are added, as only the application can.
 */
final class SidecarCarrier implements Carrier {

    private final String envoy;

    SidecarCarrier(Address envoy) {
        this.envoy = "http://" + envoy;
    }

    @Override
    public Mono<ReactorAnswer> carry(ReactorRequest request, ReactorClient client, TraceContext work) {
        if (request.passesThrough()) {
            return DIRECT.carry(request, client, work);
        }
        List<HeaderEdit> missing = new ArrayList<>();
        for (Header header : work.headers()) {
            if (!request.headers().contains(header.name())) {
                missing.add(new HeaderEdit.Add(header.name(), header.value()));
            }
        }
        return new Wire(request, client.nanoTime()).send(client.ofClusters().plain(), envoy + request.path(), missing);
    }
}
