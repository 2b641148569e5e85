package io.weft.parity;

import io.weft.model.CallRecord;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import tools.jackson.databind.JsonNode;

/** Makes recorded HTTP calls with a meshed client and says what came of them. */
final class HttpCalls {

    /** The port of every recorded service. */
    static final int SERVICE_PORT = 9080;

    /** Not compared: the connection's own, and our explanation of an error. */
    private static final Set<String> UNCOMPARED = Set.of(
            "date", "server", "content-length", "connection", "keep-alive", "transfer-encoding", "x-mesh-details");

    /**
     * What came of a call.
     *
     * @param status 0 if the host was not found outside of the mesh either
     * @param headers of the answer, without those of the connection
     * @param attempts as they reached endpoints
     * @param ours what the runtime says; empty if it let the call pass through
     */
    record Result(int status, List<String> headers, String body, List<Echo.Seen> attempts, Optional<CallRecord> ours) {}

    private final HttpClient client;
    private final Echo echo;
    private final CallRecords records;

    HttpCalls(HttpClient client, Echo echo, CallRecords records) {
        this.client = client;
        this.echo = echo;
        this.records = records;
    }

    Result call(JsonNode request) {
        String id = UUID.randomUUID().toString();
        try {
            return client.execute(target(request), message(request, id), response -> result(id, response));
        } catch (UnknownHostException e) {
            return new Result(0, List.of(), "", echo.take(id), records.take(id));
        } catch (IOException e) {
            return new Result(-1, List.of(), e.toString(), echo.take(id), records.take(id));
        }
    }

    private static HttpHost target(JsonNode request) {
        String host = request.path("host").asString();
        int colon = host.indexOf(':');
        return new HttpHost("http", colon < 0 ? host : host.substring(0, colon), SERVICE_PORT);
    }

    private static BasicClassicHttpRequest message(JsonNode request, String id) {
        BasicClassicHttpRequest message = new BasicClassicHttpRequest(
                request.path("method").asString(),
                target(request),
                request.path("path").asString());
        String host = request.path("host").asString();
        int colon = host.indexOf(':');
        message.setAuthority(
                colon < 0
                        ? new URIAuthority(host)
                        : new URIAuthority(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))));
        request.path("headers")
                .forEach(pair ->
                        message.addHeader(pair.get(0).asString(), pair.get(1).asString()));
        message.addHeader("x-request-id", id);
        return message;
    }

    private Result result(String id, ClassicHttpResponse response) throws IOException {
        List<String> headers = new ArrayList<>();
        for (Header header : response.getHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (!UNCOMPARED.contains(name)) {
                headers.add(name + ": " + header.getValue());
            }
        }
        headers.sort(null);
        String body = "";
        if (response.getEntity() != null) {
            try {
                body = EntityUtils.toString(response.getEntity());
            } catch (org.apache.hc.core5.http.ParseException e) {
                throw new IOException(e);
            }
        }
        return new Result(response.getCode(), headers, body, echo.take(id), records.take(id));
    }

    /** The headers that an endpoint saw of the caller's making: without those of the connection and of Envoy. */
    static List<String> seen(List<Map.Entry<String, String>> headers, Set<String> ignored) {
        return headers.stream()
                .filter(header -> !ignored.contains(header.getKey()))
                .map(header -> header.getKey() + ": " + header.getValue())
                .sorted()
                .toList();
    }
}
