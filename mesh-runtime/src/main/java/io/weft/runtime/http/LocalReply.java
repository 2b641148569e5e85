package io.weft.runtime.http;

import io.weft.runtime.call.Answer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** An answer of the mesh as a response that looks as if Envoy had sent it. */
final class LocalReply {

    /** Tells on a failed call which service, route, subset and endpoints it was about, and Envoy's response flags. */
    static final String DETAILS = "x-mesh-details";

    private LocalReply() {}

    static ClassicHttpResponse of(Answer answer, String method) {
        var response = new BasicClassicHttpResponse(answer.httpStatus());
        answer.headers().forEach(header -> response.addHeader(header.name(), header.value()));
        if (!answer.flags().isEmpty()) {
            response.setHeader(DETAILS, answer.report().explain().replace('\n', ' '));
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
        if (body.length > 0) {
            if (!response.containsHeader(HttpHeaders.CONTENT_TYPE)) {
                response.setHeader(HttpHeaders.CONTENT_TYPE, ContentType.TEXT_PLAIN.getMimeType());
            }
            if (!Method.HEAD.isSame(method)) {
                String type = response.getFirstHeader(HttpHeaders.CONTENT_TYPE).getValue();
                response.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(type)));
            }
        }
        return response;
    }
}
