package io.weft.runtime.reactor;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** Where an answer sends its caller, for clients that follow, as Reactor Netty does it. */
final class Redirects {

    private static final int MOST = 20;
    private static final int SEE_OTHER = 303;

    private Redirects() {}

    /** @param before redirects that the call has followed */
    static Optional<ReactorRequest> next(ReactorRequest request, ReactorAnswer answer, int before) {
        String location = answer.headers().get(HttpHeaderNames.LOCATION);
        if (location == null || before >= MOST || !isRedirect(answer.status())) {
            return Optional.empty();
        }
        boolean bodyless = answer.status() == SEE_OTHER || request.body().isEmpty();
        if (!bodyless && !request.repeatable()) {
            return Optional.empty();
        }
        URI target;
        try {
            target = request.uri().resolve(location);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(request.headers())
                .remove(HttpHeaderNames.HOST)
                .remove(HttpHeaderNames.EXPECT);
        if (!isSameOrigin(request.uri(), target)) {
            headers.remove(HttpHeaderNames.COOKIE)
                    .remove(HttpHeaderNames.AUTHORIZATION)
                    .remove(HttpHeaderNames.PROXY_AUTHORIZATION);
        }
        if (answer.status() != SEE_OTHER) {
            return Optional.of(
                    new ReactorRequest(request.method(), target, headers, request.body(), request.repeatable()));
        }
        headers.remove(HttpHeaderNames.CONTENT_LENGTH).remove(HttpHeaderNames.CONTENT_TYPE);
        return Optional.of(new ReactorRequest(HttpMethod.GET, target, headers));
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, SEE_OTHER, 307, 308 -> true;
            default -> false;
        };
    }

    private static boolean isSameOrigin(URI one, URI other) {
        return Objects.equals(one.getScheme(), other.getScheme())
                && Objects.equals(one.getRawAuthority(), other.getRawAuthority());
    }
}
