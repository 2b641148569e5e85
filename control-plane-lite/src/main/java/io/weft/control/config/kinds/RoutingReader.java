package io.weft.control.config.kinds;

import io.weft.control.config.CorsPolicy;
import io.weft.control.config.Destination;
import io.weft.control.config.Headers;
import io.weft.control.config.HttpDirectResponse;
import io.weft.control.config.HttpFaultInjection;
import io.weft.control.config.HttpMatchRequest;
import io.weft.control.config.HttpMirrorPolicy;
import io.weft.control.config.HttpRedirect;
import io.weft.control.config.HttpRetry;
import io.weft.control.config.HttpRewrite;
import io.weft.control.config.HttpRoute;
import io.weft.control.config.HttpRouteDestination;
import io.weft.control.config.RouteDestination;
import io.weft.control.config.StringMatch;
import io.weft.control.config.TcpRoute;
import io.weft.control.config.TlsRoute;
import io.weft.control.config.VirtualService;
import io.weft.control.config.schema.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A VirtualService from its checked tree. */
final class RoutingReader {

    private RoutingReader() {}

    static VirtualService virtualService(Node spec) {
        return new VirtualService(
                spec.texts("hosts"),
                spec.texts("gateways"),
                Values.list(spec, "http", RoutingReader::httpRoute),
                Values.list(spec, "tls", RoutingReader::tlsRoute),
                Values.list(spec, "tcp", RoutingReader::tcpRoute),
                spec.texts("exportTo"));
    }

    private static HttpRoute httpRoute(Node route) {
        return new HttpRoute(
                route.text("name").orElse(""),
                Values.list(route, "match", RoutingReader::match),
                Values.list(route, "route", RoutingReader::httpDestination),
                route.get("redirect").map(RoutingReader::redirect),
                route.get("directResponse").map(RoutingReader::directResponse),
                route.get("delegate")
                        .map(delegate -> new HttpRoute.Delegate(
                                delegate.text("name").orElse(""), delegate.text("namespace"), delegate.at())),
                route.get("rewrite").map(RoutingReader::rewrite),
                Values.duration(route, "timeout"),
                route.get("retries").map(RoutingReader::retry),
                route.get("fault").map(RoutingReader::fault),
                mirrors(route),
                route.get("corsPolicy").map(RoutingReader::cors),
                headers(route),
                route.at());
    }

    private static HttpMatchRequest match(Node match) {
        return new HttpMatchRequest(
                match.text("name").orElse(""),
                match.get("uri").map(RoutingReader::string),
                match.flag("ignoreUriCase"),
                match.get("scheme").map(RoutingReader::string),
                match.get("method").map(RoutingReader::string),
                match.get("authority").map(RoutingReader::string),
                Values.map(match, "headers", RoutingReader::string),
                Values.map(match, "withoutHeaders", RoutingReader::string),
                Values.map(match, "queryParams", RoutingReader::string),
                Values.integer(match, "port"),
                Values.texts(match, "sourceLabels"),
                match.text("sourceNamespace"),
                match.texts("gateways"),
                match.text("statPrefix"),
                match.at());
    }

    private static StringMatch string(Node condition) {
        for (StringMatch.Type type : List.of(StringMatch.Type.EXACT, StringMatch.Type.PREFIX, StringMatch.Type.REGEX)) {
            Optional<Node> value = condition.get(type.name().toLowerCase(Locale.ROOT));
            if (value.isPresent()) {
                return new StringMatch(type, value.get().text());
            }
        }
        return new StringMatch(StringMatch.Type.PRESENT, "");
    }

    private static HttpRouteDestination httpDestination(Node route) {
        return new HttpRouteDestination(destinationOf(route), (int) route.number("weight"), headers(route));
    }

    private static Destination destinationOf(Node owner) {
        return destination(owner.get("destination").orElse(owner));
    }

    private static Destination destination(Node destination) {
        Node port = destination.get("port").orElse(destination.absent("port"));
        return new Destination(
                destination.text("host").orElse(""),
                destination.text("subset"),
                Values.integer(port, "number"),
                destination.at());
    }

    private static Headers headers(Node owner) {
        return owner.get("headers")
                .map(headers -> new Headers(operations(headers, "request"), operations(headers, "response")))
                .orElse(Headers.NONE);
    }

    private static Headers.Operations operations(Node headers, String direction) {
        return headers.get(direction)
                .map(edits -> new Headers.Operations(
                        Values.texts(edits, "set"), Values.texts(edits, "add"), edits.texts("remove")))
                .orElse(Headers.Operations.NONE);
    }

    private static HttpRedirect redirect(Node redirect) {
        return new HttpRedirect(
                redirect.text("uri"),
                redirect.text("prefixRewrite"),
                redirect.text("authority"),
                Values.integer(redirect, "port"),
                Values.word(redirect, "derivePort", HttpRedirect.DerivePort.class),
                redirect.text("scheme"),
                Values.integer(redirect, "redirectCode"));
    }

    private static HttpDirectResponse directResponse(Node response) {
        Node body = response.get("body").orElse(response.absent("body"));
        return new HttpDirectResponse((int) response.number("status"), body.text("string"), body.text("bytes"));
    }

    private static HttpRewrite rewrite(Node rewrite) {
        return new HttpRewrite(
                rewrite.text("uri"),
                rewrite.text("authority"),
                rewrite.get("uriRegexRewrite")
                        .map(regex -> new HttpRewrite.RegexRewrite(
                                regex.text("match").orElse(""),
                                regex.text("rewrite").orElse(""))));
    }

    private static HttpRetry retry(Node retry) {
        return new HttpRetry(
                (int) retry.number("attempts"),
                Values.duration(retry, "perTryTimeout"),
                retry.text("retryOn"),
                Values.flag(retry, "retryRemoteLocalities"),
                Values.flag(retry, "retryIgnorePreviousHosts"),
                Values.duration(retry, "backoff"));
    }

    private static HttpFaultInjection fault(Node fault) {
        return new HttpFaultInjection(
                fault.get("delay")
                        .map(delay -> new HttpFaultInjection.Delay(
                                Values.duration(delay, "fixedDelay"),
                                percentage(delay, "percentage", delay.number("percent")))),
                fault.get("abort")
                        .map(abort -> new HttpFaultInjection.Abort(
                                Values.integer(abort, "httpStatus"),
                                abort.text("grpcStatus"),
                                percentage(abort, "percentage", 0))));
    }

    private static double percentage(Node owner, String field, double otherwise) {
        return owner.get(field).map(percent -> percent.number("value")).orElse(otherwise);
    }

    private static List<HttpMirrorPolicy> mirrors(Node route) {
        List<HttpMirrorPolicy> mirrors = new ArrayList<>(Values.list(
                route,
                "mirrors",
                mirror -> new HttpMirrorPolicy(destinationOf(mirror), percentage(mirror, "percentage", 100))));
        double older = Values.decimal(route, "mirrorPercent")
                .orElse(Values.decimal(route, "mirror_percent").orElse(100));
        route.get("mirror")
                .ifPresent(mirror -> mirrors.add(
                        new HttpMirrorPolicy(destination(mirror), percentage(route, "mirrorPercentage", older))));
        return mirrors;
    }

    private static CorsPolicy cors(Node cors) {
        List<StringMatch> origins = new ArrayList<>(Values.list(cors, "allowOrigins", RoutingReader::string));
        if (origins.isEmpty()) {
            cors.texts("allowOrigin").forEach(origin -> origins.add(new StringMatch(StringMatch.Type.EXACT, origin)));
        }
        return new CorsPolicy(
                origins,
                cors.texts("allowMethods"),
                cors.texts("allowHeaders"),
                cors.texts("exposeHeaders"),
                Values.duration(cors, "maxAge"),
                Values.flag(cors, "allowCredentials"),
                Values.word(cors, "unmatchedPreflights", CorsPolicy.UnmatchedPreflights.class)
                        .orElse(CorsPolicy.UnmatchedPreflights.UNSPECIFIED));
    }

    private static TlsRoute tlsRoute(Node route) {
        return new TlsRoute(
                Values.list(route, "match", match -> new TlsRoute.Match(match.texts("sniHosts"), connection(match))),
                Values.list(route, "route", RoutingReader::routeDestination));
    }

    private static TcpRoute tcpRoute(Node route) {
        return new TcpRoute(
                Values.list(route, "match", RoutingReader::connection),
                Values.list(route, "route", RoutingReader::routeDestination));
    }

    private static TcpRoute.Match connection(Node match) {
        return new TcpRoute.Match(
                match.texts("destinationSubnets"),
                Values.integer(match, "port"),
                Values.texts(match, "sourceLabels"),
                match.text("sourceNamespace"),
                match.texts("gateways"));
    }

    private static RouteDestination routeDestination(Node route) {
        return new RouteDestination(destinationOf(route), (int) route.number("weight"));
    }
}
