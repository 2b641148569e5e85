package io.weft.runtime.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link Answer} as an HTTP response that looks as if Envoy had sent it.
 *
 * @param headers complete: length, type, and what {@link #DETAILS} says
 * @param body empty for the answer to a HEAD request
 */
public record HttpReply(int status, List<Header> headers, byte[] body) {

    /** Tells on a failed call which service, route, subset and endpoints it was about, and Envoy's response flags. */
    public static final String DETAILS = "x-mesh-details";

    /** The type of a body whose headers name none. */
    private static final String TEXT = "text/plain";

    private static final String CONTENT_TYPE = "content-type";

    /** @param method of the request */
    public static HttpReply of(Answer answer, String method) {
        List<Header> headers = new ArrayList<>(answer.headers());
        if (!answer.flags().isEmpty()) {
            headers.removeIf(header -> header.name().equals(DETAILS));
            headers.add(new Header(DETAILS, answer.report().explain().replace('\n', ' ')));
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        headers.removeIf(header -> header.name().equals("content-length"));
        headers.add(new Header("content-length", "" + body.length));
        if (body.length > 0
                && headers.stream().noneMatch(header -> header.name().equals(CONTENT_TYPE))) {
            headers.add(new Header(CONTENT_TYPE, TEXT));
        }
        return new HttpReply(answer.httpStatus(), headers, method.equals("HEAD") ? new byte[0] : body);
    }

    /** The media type of the body. */
    public String contentType() {
        return headers.stream()
                .filter(header -> header.name().equals(CONTENT_TYPE))
                .map(Header::value)
                .findFirst()
                .orElse(TEXT);
    }
}
