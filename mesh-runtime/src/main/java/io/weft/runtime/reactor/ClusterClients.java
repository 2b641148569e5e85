package io.weft.runtime.reactor;

import io.netty.channel.ChannelOption;
import io.weft.model.Cluster;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.transport.ClientTransport.ResolvedAddressSelector;

/**
 * An application's client as the mesh uses it: set up as it is, but for what is a cluster's or the engine's to say.
 * Clients of one setting share their connections.
 */
final class ClusterClients {

    /** The application's own choice of addresses, which may forbid private ones, is about hosts outside of the mesh. */
    private static final ResolvedAddressSelector<HttpClientConfig> ANY_ADDRESS = (config, addresses) -> addresses;

    private record Setting(int connectTimeoutMillis, Cluster.Protocol protocol) {}

    private final HttpClient base;
    private final @Nullable Integer ownConnectTimeout;
    private final Map<Setting, HttpClient> clients = new ConcurrentHashMap<>();

    ClusterClients(HttpClient own) {
        // Redirects are planned anew, retries are the engine's, and endpoints are reached directly.
        this.base = own.followRedirect(false).disableRetry(true).noProxy().resolvedAddressesSelector(ANY_ADDRESS);
        Object timeout = own.configuration().options().get(ChannelOption.CONNECT_TIMEOUT_MILLIS);
        this.ownConnectTimeout = timeout instanceof Integer millis && millis > 0 ? millis : null;
    }

    HttpClient of(Cluster cluster) {
        return clients.computeIfAbsent(
                new Setting(connectTimeout(cluster.connectTimeout()), cluster.protocol()), this::newClient);
    }

    /** For calls to a local Envoy. */
    HttpClient plain() {
        return base;
    }

    private int connectTimeout(Duration ofCluster) {
        int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, ofCluster.toMillis()));
        return ownConnectTimeout == null ? millis : Math.min(ownConnectTimeout, millis);
    }

    private HttpClient newClient(Setting setting) {
        return base.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, setting.connectTimeoutMillis())
                .protocol(setting.protocol() == Cluster.Protocol.HTTP2 ? HttpProtocol.H2C : HttpProtocol.HTTP11);
    }
}
