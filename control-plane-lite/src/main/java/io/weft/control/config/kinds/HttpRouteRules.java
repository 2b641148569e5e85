package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What becomes of the requests that a rule of a VirtualService is for. */
final class HttpRouteRules {

    private static final int MAX_BODY = 1024 * 1024;

    private HttpRouteRules() {}

    static void route(Node route, Findings findings) {
        action(route, findings);
        route.get("redirect").ifPresent(redirect -> redirect(redirect, route, findings));
        authority(route, findings);
        weights(route, findings);
        percentage(route.get("mirrorPercentage"), findings);
        for (String field : List.of("mirrorPercent", "mirror_percent")) {
            route.get(field)
                    .filter(percent -> percent.number() > 100)
                    .ifPresent(percent -> findings.error(percent, "must be at most 100"));
        }
    }

    private static void action(Node route, Findings findings) {
        if (route.get("delegate").isPresent()) {
            for (String field : List.of("redirect", "route")) {
                route.get(field)
                        .ifPresent(given -> findings.errorAtKey(
                                given, "a rule with a delegate cannot have `" + field + "` itself"));
            }
            return;
        }
        boolean redirect = route.get("redirect").isPresent();
        boolean direct = route.get("directResponse").isPresent();
        if (redirect || direct) {
            String action = redirect ? "redirect" : "directResponse";
            for (String field : List.of("route", "fault", "rewrite", redirect ? "directResponse" : "redirect")) {
                route.get(field)
                        .filter(given ->
                                !field.equals("route") || !given.items().isEmpty())
                        .ifPresent(given -> findings.errorAtKey(
                                given, "a rule cannot have both `" + action + "` and `" + field + "`"));
            }
        } else if (route.items("route").isEmpty()) {
            findings.error(route, "a rule needs one of route, redirect and directResponse");
        }
        if (route.get("mirror").isPresent() && !route.items("mirrors").isEmpty()) {
            findings.errorAtKey(
                    route.fields().getOrDefault("mirrors", route), "a rule cannot have both `mirror` and `mirrors`");
        }
    }

    private static void redirect(Node redirect, Node route, Findings findings) {
        boolean uri = redirect.text("uri").isPresent();
        boolean prefix = redirect.text("prefixRewrite").isPresent();
        if (uri && prefix) {
            findings.error(redirect, "a redirect cannot have both `uri` and `prefixRewrite`");
        }
        if (prefix) {
            route.items("match").stream()
                    .flatMap(match -> match.get("uri").stream())
                    .filter(condition -> !condition.has("prefix"))
                    .forEach(condition -> findings.error(condition, "prefixRewrite needs a match by `prefix`"));
        }
        boolean somewhere = redirect.has("port")
                || redirect.has("derivePort")
                || redirect.text("authority").isPresent()
                || redirect.text("scheme").isPresent();
        if (!uri && !prefix && !somewhere) {
            findings.error(redirect, "a redirect needs at least one of uri, prefixRewrite, authority, port and scheme");
        }
        redirect.get("redirectCode")
                .filter(code -> code.number() != 0 && (code.number() < 300 || code.number() > 399))
                .ifPresent(code -> findings.error(code, "must be a redirect's status, 300 to 399, not " + code.text()));
        redirect.get("scheme")
                .filter(scheme -> !List.of("", "http", "https").contains(scheme.text()))
                .ifPresent(scheme -> findings.error(scheme, "must be `http` or `https`, not `" + scheme.text() + "`"));
        Addresses.requirePortIfSet(redirect, "port", findings);
    }

    /** The authority is replaced in one place at most. */
    private static void authority(Node route, Findings findings) {
        List<Node> places = new ArrayList<>();
        route.get("rewrite").flatMap(rewrite -> rewrite.get("authority")).ifPresent(places::add);
        route.get("headers").flatMap(headers -> headers.get("request")).ifPresent(request -> {
            for (String field : List.of("set", "add")) {
                request.get(field)
                        .ifPresent(edits -> edits.fields().forEach((name, value) -> {
                            if (HeaderRules.isAuthority(name)) {
                                places.add(value);
                            }
                        }));
            }
        });
        places.removeIf(place -> place.text().isEmpty());
        if (places.size() > 1) {
            findings.errorAtKey(
                    places.get(1),
                    "the authority is replaced twice, first by `"
                            + places.get(0).path() + "`");
        }
    }

    /** Weights that are all 0 would send the calls nowhere. */
    static void weights(Node route, Findings findings) {
        List<Node> destinations = route.items("route");
        destinations.stream()
                .flatMap(destination -> destination.get("weight").stream())
                .filter(weight -> weight.number() < 0)
                .forEach(weight -> findings.error(weight, "a weight must not be negative"));
        double sum = destinations.stream()
                .mapToDouble(destination -> destination.number("weight"))
                .sum();
        if (destinations.size() > 1 && sum == 0) {
            findings.errorAtKey(
                    route.fields().getOrDefault("route", route), "the weights sum to 0, so no call would go anywhere");
        }
    }

    static void directResponse(Node response, Findings findings) {
        response.get("status").ifPresent(status -> status(status, findings));
        response.get("body").ifPresent(body -> {
            int size = body.text("string").map(String::length).orElse(0)
                    + body.text("bytes")
                            .map(bytes -> Base64.getDecoder().decode(bytes).length)
                            .orElse(0);
            if (size > MAX_BODY) {
                findings.error(body, "a body has at most 1 MiB");
            }
        });
    }

    /** Istio lets 600 pass although it names 599 as the last; Envoy does not. */
    static void status(Node status, Findings findings) {
        if (status.number() < 200 || status.number() > 600) {
            findings.error(status, "must be a status between 200 and 599, not " + status.text());
        } else if (status.number() == 600) {
            findings.cannotWork(status, "must be a status between 200 and 599, not 600; Envoy refuses it");
        }
    }

    static void rewrite(Node rewrite, Findings findings) {
        boolean uri = rewrite.text("uri").isPresent();
        boolean regex = rewrite.get("uriRegexRewrite").isPresent();
        if (uri && regex) {
            findings.error(rewrite, "a rewrite cannot have both `uri` and `uriRegexRewrite`");
        } else if (!uri && !regex && rewrite.text("authority").isEmpty()) {
            findings.error(rewrite, "a rewrite needs at least one of uri, uriRegexRewrite and authority");
        }
        rewrite.get("uriRegexRewrite").ifPresent(both -> {
            if (both.text("match").isEmpty() || both.text("rewrite").isEmpty()) {
                findings.error(both, "both `match` and `rewrite` are needed");
            } else {
                both.get("match").ifPresent(match -> Regexes.require(match, findings));
            }
        });
    }

    static void mirrorPolicy(Node mirror, Findings findings) {
        percentage(mirror.get("percentage"), findings);
    }

    private static void percentage(Optional<Node> percentage, Findings findings) {
        percentage
                .flatMap(percent -> percent.get("value"))
                .filter(value -> value.number() < 0 || value.number() > 100)
                .ifPresent(value -> findings.error(value, "must be between 0 and 100, not " + value.text()));
    }
}
