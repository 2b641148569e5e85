package io.weft.runtime.reactor;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.timeout.ReadTimeoutException;
import io.weft.model.HeaderEdits;
import io.weft.runtime.Mesh;
import io.weft.runtime.http.ConnectionsContract;
import io.weft.runtime.http.HttpBackend;
import io.weft.runtime.http.HttpCaller;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of connections and bodies with Reactor Netty. */
class ReactorConnectionsTest extends ConnectionsContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ReactorCaller(mesh);
    }

    @Override
    protected Class<? extends Exception> timeout() {
        return ReadTimeoutException.class;
    }

    @Test
    void startsNoAttemptForACallThatWasCancelledDuringADelay() throws Exception {
        try (HttpBackend a = new HttpBackend("a");
                HttpCaller caller = caller(mesh)) {
            publish(world().subset("v1", a.address())
                    .otherwise(to("v1"), HeaderEdits.NONE, ReactorBed.delay(Duration.ofMillis(100))));
            caller.start(URL).run();
            Thread.sleep(200);
            assertThat(a.seen()).isEmpty();
            assertThat(inFlight()).isZero();
        }
    }
}
