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

    static Protocol decode(Cluster cluster, Field at) {
        Any options = cluster.getTypedExtensionProtocolOptionsMap().get(EXTENSION);
        if (options != null) {
            return explicit(options, at.in("typed_extension_protocol_options[" + EXTENSION + "]"));
        }
        return cluster.hasHttp2ProtocolOptions() ? Protocol.HTTP2 : Protocol.HTTP1;
    }

    /** grpc-xds does not carry this message, so it is read by a small one of ours with the same field numbers. */
    private static Protocol explicit(Any options, Field at) {
        try {
            HttpProtocolOptions read = HttpProtocolOptions.parseFrom(options.getValue());
            return read.getExplicitHttpConfig().hasHttp2ProtocolOptions() ? Protocol.HTTP2 : Protocol.HTTP1;
        } catch (InvalidProtocolBufferException e) {
            throw at.malformed("is not an HttpProtocolOptions");
        }
    }
}
