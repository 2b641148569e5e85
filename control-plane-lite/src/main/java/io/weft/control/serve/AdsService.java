package io.weft.control.serve;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;

/** The gRPC face of the hub: one method per protocol. */
final class AdsService extends AggregatedDiscoveryServiceImplBase {

    private final Hub<?> hub;
    private final Executor thread;

    AdsService(Hub<?> hub, Executor thread) {
        this.hub = hub;
        this.thread = thread;
    }

    @Override
    public StreamObserver<DiscoveryRequest> streamAggregatedResources(StreamObserver<DiscoveryResponse> responses) {
        return new Inbound<>(
                hub,
                thread,
                Protocol.WHOLE,
                (ServerCallStreamObserver<DiscoveryResponse>) responses,
                Reply::wholeState,
                request -> new Inbound.Request(request.getNode(), request.getTypeUrl(), Ask.of(request)));
    }

    @Override
    public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
            StreamObserver<DeltaDiscoveryResponse> responses) {
        return new Inbound<>(
                hub,
                thread,
                Protocol.INCREMENTAL,
                (ServerCallStreamObserver<DeltaDiscoveryResponse>) responses,
                Reply::incremental,
                request -> new Inbound.Request(request.getNode(), request.getTypeUrl(), Ask.of(request)));
    }
}
