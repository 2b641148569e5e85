package io.weft.runtime.http;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy.KeepAlive;
import io.weft.model.MeshSnapshot;
import io.weft.model.UpstreamTls;
import io.weft.runtime.tls.TlsContext;
import io.weft.runtime.tls.TlsContexts;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.net.Host;
import org.apache.hc.core5.util.TimeValue;

/**
 * Connections of which rules ask what a client's own could not do: TLS that the mesh originates, and TCP keep-alive of
 * a cluster's. For clients of any kind; apart by what is asked, so that none is used for a call that would have had to
 * prove more.
 */
final class RuledConnections {

    private record Asked(Optional<UpstreamTls> tls, Optional<KeepAlive> keepAlive) {

        static Asked by(Cluster cluster) {
            return new Asked(cluster.tls(), cluster.connections().keepAlive());
        }
    }

    private static final TimeValue TRUSTED_IDLE = TimeValue.ofSeconds(1);

    private final TlsContexts contexts = new TlsContexts();
    private final Map<Asked, OwnConnections> pools = new ConcurrentHashMap<>();

    /** Empty where the client's own connections do. */
    Optional<OwnConnections> of(Cluster cluster) {
        return cluster.tls().isEmpty() && cluster.connections().keepAlive().isEmpty()
                ? Optional.empty()
                : Optional.of(pools.computeIfAbsent(Asked.by(cluster), asked -> open(cluster)));
    }

    /** With TLS to an endpoint, whose server is asked for by the rule's name or by the one that the call names. */
    static HttpRoute secured(Cluster cluster, Address endpoint, String authority) {
        String serverName = TlsContexts.serverName(cluster.tls().orElseThrow(), authority);
        return new HttpRoute(
                new HttpHost("https", endpoint.host(), endpoint.port()),
                new Host(serverName, endpoint.port()),
                null,
                true);
    }

    private OwnConnections open(Cluster cluster) {
        return new OwnConnections(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(TRUSTED_IDLE)
                        .build())
                .setDefaultSocketConfig(cluster.connections()
                        .keepAlive()
                        .map(RuledConnections::probing)
                        .orElse(SocketConfig.DEFAULT))
                .setTlsSocketStrategy((socket, name, port, attachment, context) -> secure(cluster, socket, name, port))
                .build());
    }

    /**
     * Zero leaves a value to the system, and not to HttpClient, which has its own.
     * What a system has no setting for is left out.
     */
    static SocketConfig probing(KeepAlive asked) {
        return SocketConfig.custom()
                .setSoKeepAlive(true)
                .setTcpKeepIdle(Math.toIntExact(asked.time().toSeconds()))
                .setTcpKeepInterval(Math.toIntExact(asked.interval().toSeconds()))
                .setTcpKeepCount(asked.probes())
                .build();
    }

    private SSLSocket secure(Cluster cluster, Socket socket, String serverName, int port) throws IOException {
        TlsContext tls = contexts.of(cluster, serverName);
        SSLSocket secured = (SSLSocket) tls.context().getSocketFactory().createSocket(socket, serverName, port, true);
        try {
            secured.setSSLParameters(tls.parameters(secured.getSSLParameters()));
            secured.startHandshake();
            return secured;
        } catch (IOException | RuntimeException e) {
            secured.close();
            throw e;
        }
    }

    /**
     * Closes what no cluster asks for any more.
     *
     * @param gone where nothing is called any more
     */
    void retain(MeshSnapshot snapshot, List<HttpRoute> gone) {
        Set<Asked> asked = snapshot.clusters().values().stream().map(Asked::by).collect(Collectors.toSet());
        pools.forEach((by, own) -> {
            if (asked.contains(by)) {
                own.idle().close(gone);
            } else if (pools.remove(by, own)) {
                own.retire();
            }
        });
    }

    void close() {
        pools.values().forEach(OwnConnections::close);
        pools.clear();
    }
}
