package io.weft.spring.feign;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/** OpenFeign over a client of the mesh. Bodies of answers stream. */
final class MeshFeignClient implements Client, Closeable {

    /** HttpClient's own to write, from the body. */
    private static final Set<String> OF_THE_BODY = Set.of("content-length", "transfer-encoding");

    private final CloseableHttpClient client;

    MeshFeignClient(CloseableHttpClient client) {
        this.client = client;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        ClassicHttpResponse answer = client.executeOpen(null, message(request, options), null);
        Response.Builder response = Response.builder()
                .request(request)
                .status(answer.getCode())
                .reason(answer.getReasonPhrase())
                .headers(headers(answer));
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            answer.close();
            return response.build();
        }
        long length = entity.getContentLength();
        Integer known = length < 0 || length > Integer.MAX_VALUE ? null : (int) length;
        return response.body(new Body(entity.getContent(), answer), known).build();
    }

    @SuppressWarnings("deprecation") // OpenFeign's connect timeout is a request's, not a client's.
    private static HttpUriRequestBase message(Request request, Request.Options options) {
        HttpUriRequestBase message = new HttpUriRequestBase(request.httpMethod().name(), URI.create(request.url()));
        request.headers().forEach((name, values) -> {
            if (OF_THE_BODY.stream().noneMatch(name::equalsIgnoreCase)) {
                values.forEach(value -> message.addHeader(name, value));
            }
        });
        if (request.body() != null) {
            message.setEntity(new ByteArrayEntity(request.body(), null));
        }
        message.setConfig(RequestConfig.custom()
                .setConnectTimeout(timeout(options.connectTimeout(), options.connectTimeoutUnit()))
                .setResponseTimeout(timeout(options.readTimeout(), options.readTimeoutUnit()))
                .setRedirectsEnabled(options.isFollowRedirects())
                .build());
        return message;
    }

    private static Timeout timeout(long time, TimeUnit unit) {
        return Timeout.of(time, unit);
    }

    private static Map<String, Collection<String>> headers(ClassicHttpResponse answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : answer.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        return Map.copyOf(headers);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** A body whose end is its answer's. */
    private static final class Body extends FilterInputStream {

        private final ClassicHttpResponse answer;

        Body(InputStream content, ClassicHttpResponse answer) {
            super(content);
            this.answer = answer;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                answer.close();
            }
        }
    }
}
