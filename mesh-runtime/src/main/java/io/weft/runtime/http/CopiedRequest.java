package io.weft.runtime.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Makes a request that shares nothing with its original, so that both can be sent at once. */
final class CopiedRequest {

    /** A longer body is not copied. */
    static final int MOST_BYTES = 256 * 1024;

    private CopiedRequest() {}

    /** Empty if the body is too long, or can be read but once and does not tell how long it is. */
    static Optional<ClassicHttpRequest> of(ClassicHttpRequest request) throws IOException {
        ClassicHttpRequest copy = head(request);
        HttpEntity body = request.getEntity();
        if (body == null) {
            return Optional.of(copy);
        }
        boolean fits = body.getContentLength() <= MOST_BYTES && (body.isRepeatable() || body.getContentLength() >= 0);
        if (!fits) {
            return Optional.empty();
        }
        Bounded out = new Bounded();
        try {
            body.writeTo(out);
        } catch (TooLong e) {
            return Optional.empty();
        }
        HttpEntity read = entity(out.bytes.toByteArray(), body);
        copy.setEntity(read);
        if (!body.isRepeatable()) {
            request.setEntity(read);
        }
        return Optional.of(copy);
    }

    /** Another one of a copy: the body is at hand. */
    static ClassicHttpRequest again(ClassicHttpRequest copy) {
        ClassicHttpRequest another = head(copy);
        another.setEntity(copy.getEntity());
        return another;
    }

    private static ClassicHttpRequest head(ClassicHttpRequest request) {
        var head = new BasicClassicHttpRequest(
                request.getMethod(), request.getScheme(), request.getAuthority(), request.getPath());
        head.setVersion(request.getVersion());
        for (Header header : request.getHeaders()) {
            head.addHeader(header);
        }
        return head;
    }

    private static HttpEntity entity(byte[] bytes, HttpEntity like) {
        ContentType type = like.getContentType() == null ? null : ContentType.parseLenient(like.getContentType());
        return new ByteArrayEntity(bytes, type, like.getContentEncoding(), like.isChunked());
    }

    private static final class TooLong extends IOException {

        private static final long serialVersionUID = 1;
    }

    private static final class Bounded extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] more, int offset, int length) throws IOException {
            if (bytes.size() + length > MOST_BYTES) {
                throw new TooLong();
            }
            bytes.write(more, offset, length);
        }
    }
}
