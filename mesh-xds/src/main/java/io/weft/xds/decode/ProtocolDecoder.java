package io.weft.xds.decode;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.weft.model.Cluster.Protocol;
import io.weft.proto.envoy.v3.HttpProtocolOptions;

/** What the endpoints of a cluster speak, in the newer way of saying it or the older one. */
final class ProtocolDecoder {

    private static final String EXTENSION = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    private ProtocolDecoder() {}

    static Protocol decode(Cluster cluster, HttpProtocolOptions options) {
        boolean http2 = options.hasExplicitHttpConfig()
                ? options.getExplicitHttpConfig().hasHttp2ProtocolOptions()
                : cluster.hasHttp2ProtocolOptions();
        return http2 ? Protocol.HTTP2 : Protocol.HTTP1;
    }

    /** grpc-xds does not carry this message, so it is read by a small one of ours with the same field numbers. */
    static HttpProtocolOptions options(Cluster cluster, Field at) {
        Any options = cluster.getTypedExtensionProtocolOptionsMap().get(EXTENSION);
        try {
            return options == null
                    ? HttpProtocolOptions.getDefaultInstance()
                    : HttpProtocolOptions.parseFrom(options.getValue());
        } catch (InvalidProtocolBufferException e) {
            throw at.in("typed_extension_protocol_options[" + EXTENSION + "]")
                    .malformed("is not an HttpProtocolOptions");
        }
    }
}
