package io.weft.parity;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Messages as they are: what lets one stub call, and one server answer, any method. */
final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

    private static final Bytes MARSHALLER = new Bytes();

    private Bytes() {}

    /** A unary method of that full name, {@code package.Service/Method}. */
    static MethodDescriptor<byte[], byte[]> unary(String fullName) {
        return MethodDescriptor.newBuilder(MARSHALLER, MARSHALLER)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(fullName)
                .build();
    }

    @Override
    public InputStream stream(byte[] value) {
        return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
