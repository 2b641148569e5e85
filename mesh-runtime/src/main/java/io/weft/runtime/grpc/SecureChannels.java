package io.weft.runtime.grpc;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import io.weft.model.UpstreamTls;
import io.weft.runtime.tls.TlsContext;
import io.weft.runtime.tls.TlsContexts;
import io.weft.runtime.tls.TlsException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Channels with TLS that the mesh originates, whether the caller's own channel has TLS or not: gRPC settles that for a
 * whole channel and not for a connection. One for each endpoint, server name and rule, for all channels of the process.
 */
final class SecureChannels {

    private record Key(UpstreamTls tls, Address endpoint, String serverName) {}

    private record Made(TlsContext context, ManagedChannel channel) {}

    private final TlsContexts contexts = new TlsContexts();
    private final Map<Key, Made> channels = new ConcurrentHashMap<>();

    /**
     * @param cluster asks for TLS
     * @param authority of the call
     * @throws TlsException if the rule's files don't allow it
     */
    Channel of(Cluster cluster, Address endpoint, String authority) throws TlsException {
        UpstreamTls tls = cluster.tls().orElseThrow();
        String serverName = TlsContexts.serverName(tls, authority);
        TlsContext context = contexts.of(cluster, serverName);
        Key key = new Key(tls, endpoint, serverName);
        return channels.compute(key, (same, made) -> usable(made, context) ? made : open(same, made, context)).channel;
    }

    @SuppressWarnings("ReferenceEquality") // a context is made once for each generation of its files
    private static boolean usable(@Nullable Made made, TlsContext context) {
        return made != null && made.context == context;
    }

    private static Made open(Key key, @Nullable Made before, TlsContext context) {
        if (before != null) {
            before.channel.shutdown();
        }
        TlsChannelCredentials.Builder credentials =
                TlsChannelCredentials.newBuilder().trustManager(context.trust());
        context.key().ifPresent(credentials::keyManager);
        String name = context.serverName();
        return new Made(
                context,
                Grpc.newChannelBuilder("dns:///" + key.endpoint, credentials.build())
                        .overrideAuthority(name.indexOf(':') < 0 ? name : "[" + name + "]")
                        .disableServiceConfigLookUp()
                        // Keeps its connections as the cluster says, and makes them when an attempt asks.
                        .defaultLoadBalancingPolicy(MeshBalancerProvider.POLICY)
                        .disableRetry()
                        .build());
    }

    /** Closes the channels to endpoints that are gone, once their calls have ended. */
    void retain(MeshSnapshot snapshot) {
        if (channels.isEmpty()) {
            return;
        }
        Set<Map.Entry<UpstreamTls, Address>> present = new HashSet<>();
        for (Cluster cluster : snapshot.clusters().values()) {
            cluster.tls()
                    .ifPresent(tls ->
                            cluster.endpoints().forEach(endpoint -> present.add(Map.entry(tls, endpoint.address()))));
        }
        channels.forEach((key, made) -> {
            if (!present.contains(Map.entry(key.tls, key.endpoint)) && channels.remove(key, made)) {
                made.channel.shutdown();
            }
        });
    }

    void close() {
        channels.values().forEach(made -> made.channel.shutdown());
        channels.clear();
    }
}
