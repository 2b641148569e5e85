package io.weft.control.config;

import java.util.List;

/**
 * How calls to hosts are routed.
 *
 * @param hosts as written: short, full or with a wildcard prefix; empty only for a delegate
 * @param gateways as written; empty means {@code mesh}
 * @param http tried in order, the first match wins
 * @param exportTo as written: {@code .}, {@code *}, {@code ~} or namespaces; empty means {@code *}
 */
public record VirtualService(
        List<String> hosts,
        List<String> gateways,
        List<HttpRoute> http,
        List<TlsRoute> tls,
        List<TcpRoute> tcp,
        List<String> exportTo) {

    /** What {@code gateways} calls the workloads of the mesh themselves. */
    public static final String MESH = "mesh";

    public VirtualService {
        hosts = List.copyOf(hosts);
        gateways = List.copyOf(gateways);
        http = List.copyOf(http);
        tls = List.copyOf(tls);
        tcp = List.copyOf(tcp);
        exportTo = List.copyOf(exportTo);
    }

    /** Whether it holds for calls between workloads, not only at gateways. */
    public boolean inMesh() {
        return gateways.isEmpty() || gateways.contains(MESH);
    }
}
