package io.weft.runtime.grpc;

import io.grpc.Attributes;
import io.grpc.ClientInterceptor;
import io.grpc.EquivalentAddressGroup;
import io.grpc.InternalConfigSelector;
import io.grpc.LoadBalancer;
import io.grpc.NameResolver;
import io.grpc.StatusOr;
import io.weft.model.Address;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the mesh's resolver tells a channel: our balancer, and an interceptor under the user's own. The one place that
 * touches gRPC's internal API ({@link InternalConfigSelector}; public, but gRPC may change it with any release).
 */
final class Resolution {

    private static final Map<String, ?> SERVICE_CONFIG =
            Map.of("loadBalancingConfig", List.of(Map.of(MeshBalancerProvider.POLICY, Map.of())));

    private final NameResolver.ConfigOrError serviceConfig;
    private final InternalConfigSelector selector;

    Resolution(NameResolver.ServiceConfigParser parser, ClientInterceptor interceptor) {
        this.serviceConfig = parser.parseServiceConfig(SERVICE_CONFIG);
        this.selector = new Selector(InternalConfigSelector.Result.newBuilder()
                .setConfig(Objects.requireNonNull(serviceConfig.getConfig()))
                .setInterceptor(interceptor)
                .build());
    }

    /** @param dns what DNS says of the target; empty while nobody asked */
    NameResolver.ResolutionResult result(List<EquivalentAddressGroup> dns, Set<Address> dialled) {
        return NameResolver.ResolutionResult.newBuilder()
                .setAddressesOrError(StatusOr.fromValue(dns))
                .setServiceConfig(serviceConfig)
                .setAttributes(Attributes.newBuilder()
                        .set(InternalConfigSelector.KEY, selector)
                        .set(MeshBalancer.DIALLED, dialled)
                        .build())
                .build();
    }

    private static final class Selector extends InternalConfigSelector {

        private final Result result;

        Selector(Result result) {
            this.result = result;
        }

        @Override
        public Result selectConfig(LoadBalancer.PickSubchannelArgs args) {
            return result;
        }
    }
}
