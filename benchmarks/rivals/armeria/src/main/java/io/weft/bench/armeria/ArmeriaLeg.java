package io.weft.bench.armeria;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.client.BlockingWebClient;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.xds.XdsBootstrap;
import com.linecorp.armeria.xds.client.endpoint.XdsHttpPreprocessor;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.weft.bench.calls.Leg;
import java.io.IOException;

/** GETs by Armeria's blocking client; its defaults, which have no retries. */
final class ArmeriaLeg {

    private ArmeriaLeg() {}

    /** The service's host:port, and the control plane's. */
    public static void main(String[] arguments) throws IOException {
        String service = arguments[0];
        try (XdsBootstrap xds = XdsBootstrap.of(bootstrap(arguments[1].split(":")));
                XdsHttpPreprocessor mesh = XdsHttpPreprocessor.ofListener(service, xds)) {
            BlockingWebClient client = WebClient.builder(mesh)
                    .setHeader(HttpHeaderNames.AUTHORITY, service)
                    .build()
                    .blocking();
            Leg.run(() -> {
                AggregatedHttpResponse answer = client.get("/api");
                if (answer.status().code() != 200) {
                    throw new IOException(answer.status() + " " + answer.contentUtf8());
                }
            });
        }
    }

    private static Bootstrap bootstrap(String[] controlPlane) throws InvalidProtocolBufferException {
        String json = """
                {"node": {"id": "bench-armeria", "cluster": "bench",
                          "metadata": {"NAMESPACE": "default", "GENERATOR": "grpc"}},
                 "dynamic_resources": {"ads_config": {"api_type": "GRPC",
                   "grpc_services": [{"envoy_grpc": {"cluster_name": "control-plane"}}]},
                   "lds_config": {"ads": {}}, "cds_config": {"ads": {}}},
                 "static_resources": {"clusters": [{"name": "control-plane", "type": "STATIC",
                   "load_assignment": {"cluster_name": "control-plane", "endpoints": [{"lb_endpoints": [{"endpoint":
                     {"address": {"socket_address": {"address": "%s", "port_value": %s}}}}]}]}}]}}
                """.formatted(controlPlane[0], controlPlane[1]);
        Bootstrap.Builder bootstrap = Bootstrap.newBuilder();
        JsonFormat.parser().merge(json, bootstrap);
        return bootstrap.build();
    }
}
