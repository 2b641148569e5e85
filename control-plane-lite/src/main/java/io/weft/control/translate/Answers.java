package io.weft.control.translate;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction.RedirectResponseCode;
import io.weft.control.config.HttpDirectResponse;
import io.weft.control.config.HttpRedirect;
import io.weft.control.config.HttpRedirect.DerivePort;
import java.util.Base64;
import java.util.Map;

/** Routes that answer by themselves: redirects and direct responses. */
final class Answers {

    private static final int MOVED = 301;
    private static final Map<Integer, RedirectResponseCode> CODES = Map.of(
            MOVED,
            RedirectResponseCode.MOVED_PERMANENTLY,
            302,
            RedirectResponseCode.FOUND,
            303,
            RedirectResponseCode.SEE_OTHER,
            307,
            RedirectResponseCode.TEMPORARY_REDIRECT,
            308,
            RedirectResponseCode.PERMANENT_REDIRECT);
    private static final Map<String, Integer> WELL_KNOWN_PORTS = Map.of("http", 80, "https", 443);

    private Answers() {}

    /** @param calledPort the service port of the request, for a port that derives from it */
    static RedirectAction redirect(HttpRedirect redirect, int calledPort) {
        RedirectAction.Builder out = RedirectAction.newBuilder().setPortRedirect(port(redirect, calledPort));
        out.setResponseCode(
                CODES.getOrDefault(redirect.redirectCode().orElse(MOVED), RedirectResponseCode.MOVED_PERMANENTLY));
        redirect.authority().ifPresent(out::setHostRedirect);
        redirect.scheme().ifPresent(out::setSchemeRedirect);
        redirect.prefixRewrite().ifPresent(out::setPrefixRewrite);
        redirect.uri().ifPresent(out::setPathRedirect);
        return out.build();
    }

    /** The port to write, or 0: the usual port of the scheme is not written. */
    private static int port(HttpRedirect redirect, int calledPort) {
        boolean derived = redirect.derivePort()
                .filter(from -> from == DerivePort.FROM_REQUEST_PORT)
                .isPresent();
        int port = redirect.port().orElse(derived ? calledPort : 0);
        Integer usual = WELL_KNOWN_PORTS.get(redirect.scheme().orElse("http"));
        return usual != null && usual == port ? 0 : port;
    }

    static DirectResponseAction respond(HttpDirectResponse response) {
        DirectResponseAction.Builder out = DirectResponseAction.newBuilder().setStatus(response.status());
        response.string().ifPresent(text -> out.setBody(DataSource.newBuilder().setInlineString(text)));
        response.bytes()
                .map(Base64.getDecoder()::decode)
                .ifPresent(bytes -> out.setBody(DataSource.newBuilder().setInlineBytes(ByteString.copyFrom(bytes))));
        return out.build();
    }
}
