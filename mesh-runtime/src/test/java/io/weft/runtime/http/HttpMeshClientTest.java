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
import io.weft.runtime.call.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;

class HttpMeshClientTest extends MeshClientContract {

    private static final String URL = "http://reviews:9080";

    @SuppressWarnings("NullAway.Init") // connect() runs before every test
    private CloseableHttpClient client;

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
        HttpClientBuilder builder = HttpClientBuilder.create();
        mesh.install(builder);
        client = builder.build();
    }

    @Override
    protected void disconnect() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Reply call(Map<String, String> headers) {
        HttpGet get = new HttpGet(URL + "/reviews/0");
        headers.forEach(get::addHeader);
        return call(get);
    }

    private Reply call(HttpUriRequestBase request) {
        try {
            return client.execute(request, HttpMeshClientTest::reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply reply(ClassicHttpResponse response) throws IOException, ParseException {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        headers.put(":status", "" + response.getCode());
        Status status = switch (response.getCode()) {
            case 200 -> Status.OK;
            case 503 -> Status.UNAVAILABLE;
            case 429 -> Status.LIMITED;
            case 504 -> Status.TIMEOUT;
            default -> Status.OTHER;
        };
        String body = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
        return new Reply(status, body, headers);
    }

    @Test
    void keepsTheAuthorityWhileDiallingTheEndpoint() {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).otherwise(to("v1")));

        call();

        assertThat(a.seen().get(0)).containsEntry("host", "reviews:9080").containsEntry(":path", "/reviews/0");
    }

    @Test
    void passesUnknownHostsThrough() {
        Backend a = backend("a");

        Reply reply = call(new HttpGet("http://localhost:" + a.address().port() + "/x?y=z"));

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

        assertThat(reply.headers()).containsEntry(":status", "418");
        assertThat(reply.body()).isEqualTo("no coffee");
    }

    @Test
    void followsARedirectThroughTheMesh() {
        Backend a = backend("a");
        var away = new RouteAction.Redirect(
                302,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.of("/there"),
                Optional.empty(),
                Optional.empty(),
                false);
        publish(world().subset("v1", a.address()).whenPath("/here", away).otherwise(to("v1")));

        assertThat(call(new HttpGet(URL + "/here")).body()).isEqualTo("a");
        assertThat(a.seen().get(0)).containsEntry(":path", "/there").containsEntry("host", "reviews:9080");
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
            HttpPost post = new HttpPost(URL);
            post.setEntity(new StringEntity("four"));

            assertThat(call(post).status()).isEqualTo(Status.OK);
        }
        assertThat(a.seen().get(0)).containsEntry(":body", "four");
        assertThat(b.seen()).isNotEmpty().allSatisfy(head -> assertThat(head).containsEntry(":body", "four"));
    }

    @Test
    void neverReplaysANonRepeatableBody() {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address()).otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx"))));
        HttpPost post = new HttpPost(URL);
        byte[] once = "once".getBytes(StandardCharsets.UTF_8);
        post.setEntity(new InputStreamEntity(new ByteArrayInputStream(once), ContentType.TEXT_PLAIN));

        assertThat(call(post).status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void sendsANonRepeatableBodyElsewhereIfNothingOfItWasSent() {
        Backend b = backend("b");
        publish(world().subset("v1", deadEnd(), b.address())
                .otherwise(retrying(to("v1"), retry(2, Optional.empty(), "connect-failure"))));
        for (int i = 0; i < 2; i++) {
            HttpPost post = new HttpPost(URL);
            byte[] once = "once".getBytes(StandardCharsets.UTF_8);
            post.setEntity(new InputStreamEntity(new ByteArrayInputStream(once), ContentType.TEXT_PLAIN));

            assertThat(call(post).body()).isEqualTo("b");
        }
    }

    @Test
    void addsNothingTwiceWhenItRetries() {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE, Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address()).otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx"))));

        assertThat(call(new HttpDelete(URL)).status()).isEqualTo(Status.OK);
        assertThat(a.seen()).hasSize(3);
        assertThat(a.seen().get(2)).containsEntry("host", "reviews:9080").containsEntry("connection", "keep-alive");
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
