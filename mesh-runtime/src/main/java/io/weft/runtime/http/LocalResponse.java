package io.weft.runtime.http;

import io.weft.runtime.call.Answer;
import io.weft.runtime.call.HttpReply;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** An answer of the mesh as a response of HttpClient. */
final class LocalResponse {

    private LocalResponse() {}

    static ClassicHttpResponse of(Answer answer, String method) {
        HttpReply reply = HttpReply.of(answer, method);
        var response = new BasicClassicHttpResponse(reply.status());
        reply.headers().forEach(header -> response.addHeader(header.name(), header.value()));
        if (reply.body().length > 0) {
            response.setEntity(new ByteArrayEntity(reply.body(), ContentType.parseLenient(reply.contentType())));
        }
        return response;
    }
}
