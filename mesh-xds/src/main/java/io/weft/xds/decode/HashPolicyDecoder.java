package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.weft.model.HashPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Envoy's RouteAction.HashPolicy: what of a request decides where it goes. */
final class HashPolicyDecoder {

    private HashPolicyDecoder() {}

    static List<HashPolicy> decode(RouteAction action, Field at) {
        List<HashPolicy> policies = new ArrayList<>();
        for (int i = 0; i < action.getHashPolicyCount(); i++) {
            policies.add(decode(action.getHashPolicy(i), at.in("hash_policy", i)));
        }
        return policies;
    }

    private static HashPolicy decode(RouteAction.HashPolicy policy, Field at) {
        if (policy.getTerminal()) {
            throw at.in("terminal").malformed("is not supported");
        }
        return switch (policy.getPolicySpecifierCase()) {
            case HEADER -> header(policy.getHeader(), at.in("header"));
            case COOKIE -> cookie(policy.getCookie(), at.in("cookie"));
            case QUERY_PARAMETER ->
                new HashPolicy.QueryParameter(policy.getQueryParameter().getName());
            case CONNECTION_PROPERTIES -> {
                if (!policy.getConnectionProperties().getSourceIp()) {
                    throw at.in("connection_properties").malformed("names none");
                }
                yield new HashPolicy.SourceIp();
            }
            case FILTER_STATE, POLICYSPECIFIER_NOT_SET ->
                throw at.malformed(policy.getPolicySpecifierCase() + " is not supported");
        };
    }

    private static HashPolicy header(RouteAction.HashPolicy.Header header, Field at) {
        if (header.hasRegexRewrite()) {
            throw at.in("regex_rewrite").malformed("is not supported");
        }
        return new HashPolicy.Header(header.getHeaderName().toLowerCase(Locale.ROOT));
    }

    private static HashPolicy cookie(RouteAction.HashPolicy.Cookie cookie, Field at) {
        Map<String, String> attributes = new LinkedHashMap<>();
        cookie.getAttributesList().forEach(attribute -> attributes.put(attribute.getName(), attribute.getValue()));
        return new HashPolicy.Cookie(
                cookie.getName(),
                cookie.hasTtl() ? Optional.of(Values.duration(cookie.getTtl(), at.in("ttl"))) : Optional.empty(),
                cookie.getPath(),
                attributes);
    }
}
