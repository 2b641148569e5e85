package io.weft.runtime.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, as it streams in. Tells (perhaps more than once) when it has been read to its end or closed,
 * or was lost, and ends once the call's time is up (noticed at the next read).
 */
final class HeldEntity extends HttpEntityWrapper {

    private final BooleanSupplier expired;
    private final Runnable onEnd;
    private final Runnable onLoss;
    private @Nullable InputStream content;

    HeldEntity(HttpEntity entity, BooleanSupplier expired, Runnable onEnd, Runnable onLoss) {
        super(entity);
        this.expired = expired;
        this.onEnd = onEnd;
        this.onLoss = onLoss;
    }

    @Override
    public InputStream getContent() throws IOException {
        InputStream stream = content;
        if (stream == null) {
            stream = new Body(super.getContent());
            content = stream;
        }
        return stream;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = getContent()) {
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        ending(super::close);
    }

    private interface Ending {
        void run() throws IOException;
    }

    private void ending(Ending ending) throws IOException {
        try {
            ending.run();
        } catch (IOException | RuntimeException e) {
            onLoss.run();
            throw e;
        }
        onEnd.run();
    }

    private final class Body extends FilterInputStream {

        Body(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(bytes, offset, length);
            } catch (IOException | RuntimeException e) {
                onLoss.run();
                throw e;
            }
            if (count < 0) {
                onEnd.run();
            } else if (expired.getAsBoolean()) {
                onLoss.run();
                throw new SocketTimeoutException("the route's timeout ran out while the answer was being read");
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            ending(in::close);
        }
    }
}
