package io.weft.runtime.grpc;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy.Pings;
import io.weft.model.MeshSnapshot;
import io.weft.model.UpstreamTls;
import io.weft.runtime.tls.TlsContext;
import io.weft.runtime.tls.TlsContexts;
import io.weft.runtime.tls.TlsException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Channels with TLS that the mesh originates, whether the caller's own channel has TLS or not: gRPC settles that for a
 * whole channel and not for a connection. One for each endpoint, server name and rule, for all channels of the process.
 */
final class SecureChannels {

    /** What the connections of one channel have in common. */
    private record Rule(UpstreamTls tls, Optional<Pings> pings, Address endpoint) {}

    private record Key(Rule rule, String serverName) {}

    private record Made(TlsContext context, ManagedChannel channel) {}

    private final TlsContexts contexts = new TlsContexts();
    private final Map<Key, Made> channels = new ConcurrentHashMap<>();

    /**
     * @param cluster asks for TLS
     * @param authority of the call
     * @throws TlsException if the rule's files don't allow it
     */
    Channel of(Cluster cluster, Address endpoint, String authority) throws TlsException {
        String serverName = TlsContexts.serverName(cluster.tls().orElseThrow(), authority);
        TlsContext context = contexts.of(cluster, serverName);
        Key key = new Key(rule(cluster, endpoint), serverName);
        return channels.compute(key, (same, made) -> usable(made, context) ? made : open(same, made, context)).channel;
    }

    private static Rule rule(Cluster cluster, Address endpoint) {
        return new Rule(cluster.tls().orElseThrow(), cluster.connections().pings(), endpoint);
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
        ManagedChannelBuilder<?> channel = Grpc.newChannelBuilder("dns:///" + key.rule.endpoint, credentials.build())
                .overrideAuthority(name.indexOf(':') < 0 ? name : "[" + name + "]")
                .disableServiceConfigLookUp()
                // Keeps its connections as the cluster says, and makes them when an attempt asks.
                .defaultLoadBalancingPolicy(MeshBalancerProvider.POLICY)
                .disableRetry();
        key.rule.pings.ifPresent(pings -> channel.keepAliveTime(pings.interval().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(pings.timeout().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveWithoutCalls(true));
        return new Made(context, channel.build());
    }

    /** Closes the channels to endpoints that are gone, once their calls have ended. */
    void retain(MeshSnapshot snapshot) {
        if (channels.isEmpty()) {
            return;
        }
        Set<Rule> present = new HashSet<>();
        for (Cluster cluster : snapshot.clusters().values()) {
            if (cluster.tls().isPresent()) {
                cluster.endpoints().forEach(endpoint -> present.add(rule(cluster, endpoint.address())));
            }
        }
        channels.forEach((key, made) -> {
            if (!present.contains(key.rule) && channels.remove(key, made)) {
                made.channel.shutdown();
            }
        });
    }

    void close() {
        channels.values().forEach(made -> made.channel.shutdown());
        channels.clear();
    }
}
