package io.weft.runtime.grpc;

import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerRegistry;
import io.grpc.Status;
import io.grpc.util.ForwardingLoadBalancerHelper;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a channel leads without a mesh: gRPC's own pick_first over what DNS says of the target. */
final class DnsTarget {

    private final LoadBalancer.Helper helper;
    private final Runnable onChange;
    private @Nullable LoadBalancer balancer;
    private volatile @Nullable ConnectivityState state;
    private volatile LoadBalancer.@Nullable SubchannelPicker picker;

    DnsTarget(LoadBalancer.Helper helper, Runnable onChange) {
        this.helper = helper;
        this.onChange = onChange;
    }

    void resolved(LoadBalancer.ResolvedAddresses addresses) {
        Status unused = balancer()
                .acceptResolvedAddresses(
                        addresses.toBuilder().setLoadBalancingPolicyConfig(null).build());
    }

    void failed(Status error) {
        balancer().handleNameResolutionError(error);
    }

    private LoadBalancer balancer() {
        LoadBalancer known = balancer;
        if (known == null) {
            known = Objects.requireNonNull(
                            LoadBalancerRegistry.getDefaultRegistry().getProvider("pick_first"))
                    .newLoadBalancer(new Reporting());
            balancer = known;
        }
        return known;
    }

    void requestConnection() {
        if (balancer != null) {
            balancer.requestConnection();
        }
    }

    void shutdown() {
        if (balancer != null) {
            balancer.shutdown();
        }
    }

    @Nullable
    ConnectivityState state() {
        return state;
    }

    LoadBalancer.PickResult pick(LoadBalancer.PickSubchannelArgs args) {
        LoadBalancer.SubchannelPicker known = picker;
        return known == null ? LoadBalancer.PickResult.withNoResult() : known.pickSubchannel(args);
    }

    private final class Reporting extends ForwardingLoadBalancerHelper {

        @Override
        protected LoadBalancer.Helper delegate() {
            return helper;
        }

        @Override
        public void updateBalancingState(ConnectivityState newState, LoadBalancer.SubchannelPicker newPicker) {
            state = newState;
            picker = newPicker;
            onChange.run();
        }
    }
}
