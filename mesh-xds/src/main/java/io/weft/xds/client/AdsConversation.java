package io.weft.xds.client;

import io.grpc.Status;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.ResourceError;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Listens to what both sides say on the ADS stream, because grpc-xds tells neither versions and refusals nor, within
 * 15 s, that a resource does not exist. Everything happens on one executor.
 */
final class AdsConversation {

    private final Executor executor;
    private final AdsEvents events;

    AdsConversation(Executor executor, AdsEvents events) {
        this.executor = executor;
        this.events = events;
    }

    void closed(Status status) {
        String why = status.getDescription() == null
                ? status.getCode().name()
                : status.getCode() + ": " + status.getDescription();
        executor.execute(() -> events.disconnected(why));
    }

    void sent(DiscoveryRequest request) {
        type(request.getTypeUrl()).ifPresent(type -> executor.execute(() -> sent(type, request)));
    }

    void came(DiscoveryResponse response) {
        executor.execute(events::connected);
        type(response.getTypeUrl())
                .ifPresent(type -> executor.execute(
                        () -> notFound(response).forEach(name -> events.missing(new ResourceKey(type, name)))));
    }

    private void sent(ResourceType type, DiscoveryRequest request) {
        if (request.hasErrorDetail()) {
            events.refused(type, request.getErrorDetail().getMessage());
        } else if (!request.getVersionInfo().isEmpty()) {
            events.accepted(type, request.getVersionInfo());
        }
    }

    /** What the control plane itself says does not exist; grpc-xds does not look at it. */
    private static Set<String> notFound(DiscoveryResponse response) {
        Set<String> names = new HashSet<>();
        for (ResourceError error : response.getResourceErrorsList()) {
            if (error.getErrorDetail().getCode() == Status.Code.NOT_FOUND.value()) {
                names.add(error.getResourceName().getName());
            }
        }
        return names;
    }

    private static Optional<ResourceType> type(String typeUrl) {
        for (ResourceType type : ResourceType.values()) {
            if (type.typeUrl().equals(typeUrl)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
