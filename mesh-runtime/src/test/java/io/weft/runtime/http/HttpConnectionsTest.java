package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.runtime.Mesh;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of connections and bodies with Apache HttpClient. */
class HttpConnectionsTest extends ConnectionsContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ApacheCaller(mesh);
    }

    @Override
    protected Class<? extends Exception> timeout() {
        return SocketTimeoutException.class;
    }

    @Test
    void stopsWaitingWhenTheThreadIsInterrupted() {
        var delay = new Fault(Optional.of(new Fault.Delay(Duration.ofSeconds(30), 1_000_000)), Optional.empty());
        publish(world().subset("v1").otherwise(to("v1"), HeaderEdits.NONE, delay));
        try (HttpCaller caller = caller(mesh)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> caller.get(URL)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
