package io.weft.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientBed.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;

/** Apache HttpClient in a mesh. */
final class ApacheCaller implements HttpCaller {

    final CloseableHttpClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ApacheCaller(Mesh mesh) {
        HttpClientBuilder builder = HttpClientBuilder.create();
        mesh.install(builder);
        client = builder.build();
    }

    @Override
    public Reply call(String method, String url, Map<String, String> headers) throws IOException {
        var request = new HttpUriRequestBase(method, URI.create(url));
        headers.forEach(request::addHeader);
        return call(request);
    }

    @Override
    public Reply post(String url, String body) throws IOException {
        return post(url, new StringEntity(body));
    }

    @Override
    public Reply postOnce(String url, String body) throws IOException {
        var bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return post(url, new InputStreamEntity(bytes, ContentType.TEXT_PLAIN));
    }

    private Reply post(String url, HttpEntity body) throws IOException {
        HttpPost request = new HttpPost(url);
        request.setEntity(body);
        return call(request);
    }

    Reply call(HttpUriRequestBase request) throws IOException {
        return client.execute(request, ApacheCaller::reply);
    }

    private static Reply reply(ClassicHttpResponse response) throws IOException, ParseException {
        List<Map.Entry<String, String>> headers = Stream.of(response.getHeaders())
                .map(header -> Map.entry(header.getName(), header.getValue()))
                .toList();
        String body = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
        return HttpCaller.reply(response.getCode(), headers, body);
    }

    @Override
    public Answer open(String url) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, new HttpGet(url), null);
        InputStream body = response.getEntity().getContent();
        return new Answer() {
            @Override
            public String read(int bytes) throws IOException {
                return new String(body.readNBytes(bytes), StandardCharsets.UTF_8);
            }

            @Override
            public String rest() throws IOException {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }

            @Override
            public void close() {
                ((ModalCloseable) response).close(CloseMode.IMMEDIATE);
            }
        };
    }

    @Override
    public Runnable start(String url) {
        HttpGet request = new HttpGet(url);
        Future<Reply> call = threads.submit(() -> call(request));
        return () -> {
            request.cancel();
            assertThat(call).failsWithin(Duration.ofSeconds(5));
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
