package io.weft.runtime.reactor;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.rewriting;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.weft.model.Cluster;
import io.weft.model.Rewrite;
import io.weft.model.RouteAction;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientContract;
import io.weft.runtime.call.Header;
import io.weft.runtime.call.HttpReply;
import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceContextAccessor;
import io.weft.runtime.http.HttpBackend;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

class ReactorMeshClientTest extends MeshClientContract {

    private static final String URL = "http://reviews:9080";

    @SuppressWarnings("NullAway.Init") // connect() runs before every test
    private ReactorClient client;

    @Override
    protected Cluster.Protocol protocol() {
        return Cluster.Protocol.HTTP1;
    }

    @Override
    protected Backend start(String name) {
        return new HttpBackend(name);
    }

    @Override
    protected void connect(Mesh mesh) {
        client = mesh.reactor().client(HttpClient.newConnection().followRedirect(true));
    }

    @Override
    protected void disconnect() {}

    @Override
    protected Reply call(Map<String, String> headers) {
        return call(Calls.get(URL + "/reviews/0", headers));
    }

    private Reply call(ReactorRequest request) {
        return Calls.call(client, request);
    }

    @Test
    void keepsTheAuthorityWhileDiallingTheEndpoint() {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).otherwise(to("v1")));

        call(Calls.get(URL + "/reviews/0?x=%20y"));

        assertThat(a.seen().get(0)).containsEntry("host", "reviews:9080").containsEntry(":path", "/reviews/0?x=%20y");
    }

    @Test
    void passesUnknownHostsThrough() {
        Backend a = backend("a");

        Reply reply = call(Calls.get("http://localhost:" + a.address().port() + "/x?y=z"));

        assertThat(reply.body()).isEqualTo("a");
        assertThat(a.seen().get(0)).containsEntry(":path", "/x?y=z").doesNotContainKey("x-request-id");
    }

    @Test
    void takesTraceHeadersFromTheSubscribersContext() {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).otherwise(to("v1")));
        TraceContext work =
                new TraceContext(List.of(new Header("x-request-id", "r-1"), new Header("user-agent", "browser")));

        client.call(Calls.get(URL))
                .flatMap(Calls::text)
                .subscribeOn(Schedulers.parallel())
                .contextWrite(context -> context.put(TraceContextAccessor.KEY, work))
                .block();

        assertThat(a.seen().get(0)).containsEntry("x-request-id", "r-1").containsEntry("user-agent", "browser");
    }

    @Test
    void makesARequestIdIfThereIsNone() {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).otherwise(to("v1")));

        call();

        assertThat(a.seen().get(0)).containsKey("x-request-id");
    }

    @Test
    void rewritesPathAndAuthority() {
        Backend a = backend("a");
        Rewrite rewrite = new Rewrite(Optional.of("/v2/"), Optional.empty(), Optional.of("other.example"));
        publish(world().subset("v1", a.address()).otherwise(rewriting(to("v1"), rewrite)));

        call();

        assertThat(a.seen().get(0)).containsEntry("host", "other.example").containsEntry(":path", "/v2/reviews/0");
    }

    @Test
    void answersDirectly() {
        publish(world().otherwise(new RouteAction.Respond(418, "no coffee")));

        Reply reply = call();

        assertThat(reply.headers()).containsEntry(":status", "418").containsEntry("content-type", "text/plain");
        assertThat(reply.body()).isEqualTo("no coffee");
    }

    @Test
    void answersHeadWithoutABody() {
        publish(world().otherwise(new RouteAction.Respond(418, "no coffee")));

        Reply reply = call(new ReactorRequest(HttpMethod.HEAD, URI.create(URL), new DefaultHttpHeaders()));

        assertThat(reply.headers()).containsEntry("content-length", "9");
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void followsARedirectThroughTheMesh() {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).whenPath("/here", away()).otherwise(to("v1")));

        assertThat(call(Calls.get(URL + "/here")).body()).isEqualTo("a");
        assertThat(a.seen().get(0)).containsEntry(":path", "/there").containsEntry("host", "reviews:9080");
    }

    @Test
    void leavesARedirectToAClientThatDoesNotFollow() {
        publish(world().whenPath("/here", away()));
        client = mesh().reactor().client(HttpClient.create());

        assertThat(call(Calls.get(URL + "/here")).headers()).containsEntry(":status", "302");
    }

    private static RouteAction away() {
        return new RouteAction.Redirect(
                302,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.of("/there"),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @Test
    void tellsWhyACallFailed() {
        publish(world().subset("v1", deadEnd()).otherwise(to("v1")));

        assertThat(call().headers().get(HttpReply.DETAILS)).contains("reviews", "v1", "UF");
    }

    @Test
    void answers404WhereNoRouteMatches() {
        publish(world().when("x", "y", to("v1")));

        assertThat(call().headers()).containsEntry(":status", "404");
    }

    @Test
    void replaysARepeatableBody() {
        Backend a = backend("a");
        Backend b = backend("b");
        a.next(Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address(), b.address())
                .otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx"))));
        for (int i = 0; i < 2; i++) {
            assertThat(call(Calls.post(URL, "four")).status()).isEqualTo(Status.OK);
        }
        assertThat(a.seen().get(0)).containsEntry(":body", "four");
        assertThat(b.seen()).isNotEmpty().allSatisfy(head -> assertThat(head).containsEntry(":body", "four"));
    }

    @Test
    void neverReplaysABodyThatStreams() {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address()).otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx"))));

        assertThat(call(Calls.postOnce(URL, "once")).status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(a.seen()).hasSize(1);
        assertThat(a.seen().get(0)).containsEntry(":body", "once");
    }

    @Test
    void sendsABodyThatStreamsElsewhereIfNothingOfItWasSent() {
        Backend b = backend("b");
        publish(world().subset("v1", deadEnd(), b.address())
                .otherwise(retrying(to("v1"), retry(2, Optional.empty(), "connect-failure"))));
        for (int i = 0; i < 2; i++) {
            assertThat(call(Calls.postOnce(URL, "once")).body()).isEqualTo("b");
        }
    }

    @Test
    void keepsTheConnectionOfAFailedAnswer() {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE);
        ConnectionProvider one = ConnectionProvider.create("one", 1);
        client = mesh().reactor().client(HttpClient.create(one));
        publish(world().subset("v1", a.address()).otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx"))));

        call();
        one.dispose();

        assertThat(a.seen().get(1).get(":peer")).isEqualTo(a.seen().get(0).get(":peer"));
    }
}
