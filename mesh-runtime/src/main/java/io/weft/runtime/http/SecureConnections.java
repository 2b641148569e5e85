package io.weft.runtime.http;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import io.weft.model.UpstreamTls;
import io.weft.runtime.tls.TlsContext;
import io.weft.runtime.tls.TlsContexts;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.Host;
import org.apache.hc.core5.util.TimeValue;

/**
 * Connections with TLS that the mesh originates, for clients of any kind: apart by what the clusters' rules ask for, so
 * that none is used for a call that would have had to prove more.
 */
final class SecureConnections {

    private static final TimeValue TRUSTED_IDLE = TimeValue.ofSeconds(1);

    private final TlsContexts contexts = new TlsContexts();
    private final Map<UpstreamTls, OwnConnections> pools = new ConcurrentHashMap<>();

    /** @param cluster asks for TLS */
    OwnConnections of(Cluster cluster) {
        return pools.computeIfAbsent(cluster.tls().orElseThrow(), tls -> open(cluster));
    }

    /** To an endpoint, whose server is asked for by the rule's name or by the one that the call names. */
    static HttpRoute route(Cluster cluster, Address endpoint, String authority) {
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
                .setTlsSocketStrategy((socket, name, port, attachment, context) -> secure(cluster, socket, name, port))
                .build());
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

    /** Closes what no cluster asks for any more. */
    void retain(MeshSnapshot snapshot) {
        Set<UpstreamTls> asked = snapshot.clusters().values().stream()
                .flatMap(cluster -> cluster.tls().stream())
                .collect(Collectors.toSet());
        for (UpstreamTls tls : pools.keySet()) {
            if (!asked.contains(tls)) {
                OwnConnections gone = pools.remove(tls);
                if (gone != null) {
                    gone.retire();
                }
            }
        }
    }

    void close() {
        pools.values().forEach(OwnConnections::close);
        pools.clear();
    }
}
