package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.DataSource;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.weft.model.RouteAction;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The answers that a route gives without calling: RedirectAction and DirectResponseAction. */
final class ActionDecoder {

    private ActionDecoder() {}

    static RouteAction.Redirect redirect(RedirectAction action, Field at) {
        int status = switch (action.getResponseCode()) {
            case MOVED_PERMANENTLY -> 301;
            case FOUND -> 302;
            case SEE_OTHER -> 303;
            case TEMPORARY_REDIRECT -> 307;
            case PERMANENT_REDIRECT -> 308;
            case UNRECOGNIZED -> throw at.in("response_code").malformed("is unknown");
        };
        return new RouteAction.Redirect(
                status,
                action.getHttpsRedirect() ? Optional.of("https") : nonEmpty(action.getSchemeRedirect()),
                nonEmpty(action.getHostRedirect()),
                action.getPortRedirect(),
                nonEmpty(action.getPathRedirect()),
                nonEmpty(action.getPrefixRewrite()),
                action.hasRegexRewrite()
                        ? Optional.of(Values.rewrite(action.getRegexRewrite(), at.in("regex_rewrite")))
                        : Optional.empty(),
                action.getStripQuery());
    }

    static RouteAction.Respond respond(DirectResponseAction action, Field at) {
        if (action.hasBodyFormat()) {
            throw at.in("body_format").malformed("is not supported");
        }
        return new RouteAction.Respond(action.getStatus(), body(action.getBody(), at.in("body")));
    }

    private static String body(DataSource body, Field at) {
        return switch (body.getSpecifierCase()) {
            case INLINE_STRING -> body.getInlineString();
            case INLINE_BYTES -> text(body.getInlineBytes().asReadOnlyByteBuffer(), at.in("inline_bytes"));
            case SPECIFIER_NOT_SET -> "";
            // A control plane must not make a process read its own files or environment.
            case FILENAME, ENVIRONMENT_VARIABLE -> throw at.malformed("must be inline");
        };
    }

    private static String text(ByteBuffer bytes, Field at) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw at.malformed("is not UTF-8");
        }
    }

    static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
