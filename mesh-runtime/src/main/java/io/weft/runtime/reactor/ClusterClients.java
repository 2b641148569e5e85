package io.weft.runtime.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.weft.model.Cluster;
import io.weft.model.Cluster.Protocol;
import io.weft.model.ConnectionPolicy;
import io.weft.runtime.load.LastCalls;
import io.weft.runtime.tls.TlsContext;
import io.weft.runtime.tls.TlsContexts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
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

    /** More settings than this, and all clients are made anew: certificates change, and are part of one. */
    private static final int MOST = 1_000;

    private record Setting(
            int connectTimeoutMillis, Protocol protocol, ConnectionPolicy connections, Optional<TlsContext> tls) {}

    private final HttpClient base;
    private final LastCalls calls;
    private final boolean ownHttp2;
    private final @Nullable Integer ownConnectTimeout;
    private final TlsContexts tlsContexts = new TlsContexts();
    private final Map<Setting, HttpClient> clients = new ConcurrentHashMap<>();

    /** @param calls notes them for those who ask endpoints for their load */
    ClusterClients(HttpClient own, LastCalls calls) {
        this.calls = calls;
        // Redirects are planned anew, retries are the engine's, and endpoints are reached directly.
        this.base = own.followRedirect(false).disableRetry(true).noProxy().resolvedAddressesSelector(ANY_ADDRESS);
        this.ownHttp2 = Stream.of(own.configuration().protocols())
                .anyMatch(protocol -> protocol == HttpProtocol.H2 || protocol == HttpProtocol.H2C);
        Object timeout = own.configuration().options().get(ChannelOption.CONNECT_TIMEOUT_MILLIS);
        this.ownConnectTimeout = timeout instanceof Integer millis && millis > 0 ? millis : null;
    }

    /**
     * For calls to a cluster. Where it has TLS, files may have to be read, apart from whoever calls.
     *
     * @param authority of the call
     */
    Mono<HttpClient> of(Cluster cluster, String authority) {
        calls.note(cluster, authority);
        if (cluster.tls().isEmpty()) {
            return Mono.just(client(cluster, Optional.empty()));
        }
        String serverName = TlsContexts.serverName(cluster.tls().get(), authority);
        return Mono.fromCallable(() -> client(cluster, Optional.of(tlsContexts.of(cluster, serverName))))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private HttpClient client(Cluster cluster, Optional<TlsContext> tls) {
        if (clients.size() > MOST) {
            clients.clear();
        }
        return clients.computeIfAbsent(
                new Setting(connectTimeout(cluster.connectTimeout()), cluster.protocol(), cluster.connections(), tls),
                this::newClient);
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
        boolean http2 = setting.connections().clientProtocol() ? ownHttp2 : setting.protocol() == Protocol.HTTP2;
        HttpClient client = base.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, setting.connectTimeoutMillis())
                .doOnChannelInit((observer, channel, address) -> prepare(channel, setting.connections()));
        if (setting.tls().isEmpty()) {
            return client.protocol(http2 ? HttpProtocol.H2C : HttpProtocol.HTTP11);
        }
        TlsContext tls = setting.tls().get();
        return client.protocol(http2 ? HttpProtocol.H2 : HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext(sslContext(tls, http2)).handlerConfigurator(handler -> {
                    SSLEngine engine = handler.engine();
                    engine.setSSLParameters(tls.parameters(engine.getSSLParameters()));
                }));
    }

    private static void prepare(Channel connection, ConnectionPolicy policy) {
        policy.keepAlive().ifPresent(asked -> TcpKeepAlive.set(connection.config(), asked));
        if (policy.idleTimeout().isPresent() || policy.maxDuration().isPresent()) {
            connection.pipeline().addFirst(new ConnectionWatch(policy));
        }
        Streams.watch(connection, policy);
        policy.pings().ifPresent(asked -> Pings.send(connection, asked));
    }

    private static SslContext sslContext(TlsContext tls, boolean http2) {
        ApplicationProtocolConfig protocols = http2
                ? new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2)
                : ApplicationProtocolConfig.DISABLED;
        return new JdkSslContext(
                tls.context(), true, null, IdentityCipherSuiteFilter.INSTANCE, protocols, ClientAuth.NONE, null, false);
    }
}
