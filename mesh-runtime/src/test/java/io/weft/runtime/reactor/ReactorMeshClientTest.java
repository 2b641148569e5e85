package io.weft.runtime.reactor;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.runtime.Mesh;
import io.weft.runtime.call.Header;
import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceContextAccessor;
import io.weft.runtime.http.HttpCaller;
import io.weft.runtime.http.HttpClientContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/** The contract of HTTP clients, by Reactor Netty's. */
class ReactorMeshClientTest extends HttpClientContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ReactorCaller(mesh);
    }

    private ReactorClient client() {
        return mesh().reactor().client(HttpClient.newConnection());
    }

    @Test
    void takesTraceHeadersFromTheSubscribersContext() {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).otherwise(to("v1")));
        TraceContext work =
                new TraceContext(List.of(new Header("x-request-id", "r-1"), new Header("user-agent", "browser")));

        client().call(Calls.get(URL))
                .flatMap(Calls::text)
                .subscribeOn(Schedulers.parallel())
                .contextWrite(context -> context.put(TraceContextAccessor.KEY, work))
                .block();

        assertThat(a.seen().get(0)).containsEntry("x-request-id", "r-1").containsEntry("user-agent", "browser");
    }

    @Test
    void leavesARedirectToAClientThatDoesNotFollow() {
        publish(world().whenPath("/here", away()));

        assertThat(Calls.call(client(), Calls.get(URL + "/here")).headers()).containsEntry(":status", "302");
    }
}
