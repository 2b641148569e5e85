package io.weft.xds.decode;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;

/** Protobuf's text form, which names Envoy's types without gRPC's shading. */
final class Text {

    private Text() {}

    static Message parse(String text, Message.Builder builder) {
        try {
            TextFormat.Parser.newBuilder()
                    .setTypeRegistry(TypeRegistry.newBuilder()
                            .add(HTTPFault.getDescriptor())
                            .build())
                    .build()
                    .merge(text, builder);
            return builder.build();
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
