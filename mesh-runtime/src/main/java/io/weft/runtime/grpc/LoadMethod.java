package io.weft.runtime.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.weft.runtime.load.LoadText;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * The question for a server's load: {@code rpc Get(google.protobuf.Empty) returns (google.protobuf.Empty)} of the
 * service {@code weft.load.v1.Load}. The report is in the headers of the answer, as over HTTP.
 */
final class LoadMethod {

    static final String SERVICE = "weft.load.v1.Load";

    static final MethodDescriptor<Empty, Empty> GET = MethodDescriptor.<Empty, Empty>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Get"))
            .setRequestMarshaller(new EmptyMarshaller())
            .setResponseMarshaller(new EmptyMarshaller())
            .setSafe(true)
            .build();

    static final Metadata.Key<String> REPORT = Metadata.Key.of(LoadText.HEADER, Metadata.ASCII_STRING_MARSHALLER);

    /** A message without fields. */
    enum Empty {
        MESSAGE
    }

    private LoadMethod() {}

    private static final class EmptyMarshaller implements MethodDescriptor.Marshaller<Empty> {

        @Override
        public InputStream stream(Empty value) {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public Empty parse(InputStream stream) {
            return Empty.MESSAGE;
        }
    }
}
