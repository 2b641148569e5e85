package io.weft.runtime.http;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.rewriting;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.Rewrite;
import io.weft.model.RouteAction;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientContract;
import io.weft.runtime.World;
import io.weft.runtime.call.HttpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What every HTTP client of the mesh does, beside what clients of any protocol do. Each HTTP adapter's test extends it.
 */
public abstract class HttpClientContract extends MeshClientContract {

    protected static final String URL = "http://" + World.UPSTREAM;

    @SuppressWarnings("NullAway.Init") // connect() runs before every test
    private HttpCaller caller;

    /** A client that follows redirects. */
    protected abstract HttpCaller caller(Mesh mesh);

    @Override
    protected final Cluster.Protocol protocol() {
        return Cluster.Protocol.HTTP1;
    }

    @Override
    protected final Backend start(String name) {
        return new HttpBackend(name);
    }

    @Override
    protected final void connect(Mesh mesh) {
        caller = caller(mesh);
    }

    @Override
    protected final void disconnect() {
        caller.close();
    }

    @Override
    protected final Reply call(Map<String, String> headers) {
        try {
            return caller.call("GET", URL + "/reviews/0", headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsTheAuthorityWhileDiallingTheEndpoint() throws IOException {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).otherwise(to("v1")));

        caller.get(URL + "/reviews/0?x=%20y");

        assertThat(a.seen().get(0)).containsEntry("host", "reviews:9080").containsEntry(":path", "/reviews/0?x=%20y");
    }

    @Test
    void passesUnknownHostsThrough() throws IOException {
        Backend a = backend("a");

        Reply reply = caller.get("http://localhost:" + a.address().port() + "/x?y=z");

        assertThat(reply.body()).isEqualTo("a");
        assertThat(a.seen().get(0)).containsEntry(":path", "/x?y=z").doesNotContainKey("x-request-id");
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
    void answersHeadWithoutABody() throws IOException {
        publish(world().otherwise(new RouteAction.Respond(418, "no coffee")));

        Reply reply = caller.call("HEAD", URL, Map.of());

        assertThat(reply.headers()).containsEntry("content-length", "9");
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void followsARedirectThroughTheMesh() throws IOException {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).whenPath("/here", away()).otherwise(to("v1")));

        assertThat(caller.get(URL + "/here").body()).isEqualTo("a");
        assertThat(a.seen().get(0)).containsEntry(":path", "/there").containsEntry("host", "reviews:9080");
    }

    protected static RouteAction away() {
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
    void replaysARepeatableBody() throws IOException {
        Backend a = backend("a");
        Backend b = backend("b");
        a.next(Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address(), b.address())
                .otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx"))));
        for (int i = 0; i < 2; i++) {
            assertThat(caller.post(URL, "four").status()).isEqualTo(Status.OK);
        }
        assertThat(a.seen().get(0)).containsEntry(":body", "four");
        assertThat(b.seen()).isNotEmpty().allSatisfy(head -> assertThat(head).containsEntry(":body", "four"));
    }

    @Test
    void neverReplaysABodyThatStreams() throws IOException {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address()).otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx"))));

        assertThat(caller.postOnce(URL, "once").status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(a.seen()).hasSize(1);
        assertThat(a.seen().get(0)).containsEntry(":body", "once");
    }

    @Test
    void sendsABodyThatStreamsElsewhereIfNothingOfItWasSent() throws IOException {
        Backend b = backend("b");
        publish(world().subset("v1", deadEnd(), b.address())
                .otherwise(retrying(to("v1"), retry(2, Optional.empty(), "connect-failure"))));
        for (int i = 0; i < 2; i++) {
            assertThat(caller.postOnce(URL, "once").body()).isEqualTo("b");
        }
    }

    @Test
    void addsNothingTwiceWhenItRetries() throws IOException {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE, Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address()).otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx"))));

        assertThat(caller.call("DELETE", URL, Map.of()).status()).isEqualTo(Status.OK);
        assertThat(a.seen()).hasSize(3);
        assertThat(withoutPeer(a.seen().get(2)))
                .isEqualTo(withoutPeer(a.seen().get(0)))
                .containsEntry("host", "reviews:9080");
    }

    private static Map<String, String> withoutPeer(Map<String, String> head) {
        Map<String, String> rest = new TreeMap<>(head);
        rest.remove(":peer");
        return rest;
    }

    @Test
    void reusesTheConnectionAfterAFailedAnswer() {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address()).otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx"))));

        call();

        assertThat(a.seen().get(1).get(":peer")).isEqualTo(a.seen().get(0).get(":peer"));
    }
}
