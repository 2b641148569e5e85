package io.weft.parity;

import io.weft.runtime.Mesh;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/** Apache HttpClient, as under RestClient. */
final class ApacheSender implements HttpSender, AutoCloseable {

    private final CloseableHttpClient client;

    ApacheSender(Mesh mesh) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(10_000)
                        .setMaxConnPerRoute(100)
                        .build())
                .disableContentCompression()
                .disableCookieManagement()
                .disableDefaultUserAgent()
                .disableRedirectHandling();
        mesh.install(builder);
        client = builder.build();
    }

    @Override
    public Answer send(String method, String host, String path, List<Map.Entry<String, String>> headers)
            throws IOException {
        HttpHost target = new HttpHost("http", HttpSender.name(host), HttpCalls.SERVICE_PORT);
        BasicClassicHttpRequest message = new BasicClassicHttpRequest(method, target, path);
        int colon = host.indexOf(':');
        message.setAuthority(
                colon < 0
                        ? new URIAuthority(host)
                        : new URIAuthority(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))));
        headers.forEach(header -> message.addHeader(header.getKey(), header.getValue()));
        return client.execute(target, message, ApacheSender::answer);
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Header header : response.getHeaders()) {
            headers.add(Map.entry(header.getName().toLowerCase(Locale.ROOT), header.getValue()));
        }
        try {
            String body = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
            return new Answer(response.getCode(), headers, body);
        } catch (ParseException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
