package io.weft.control.translate;

import static io.weft.control.translate.Messages.duration;

import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.weft.control.config.Destination;
import io.weft.control.config.DestinationRule.Subset;
import io.weft.control.config.LoadBalancerSettings;
import io.weft.control.config.LoadBalancerSettings.ConsistentHash;
import io.weft.control.config.LoadBalancerSettings.Cookie;
import io.weft.control.config.TrafficPolicy;
import io.weft.control.registry.MeshService;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a request is hashed, by the DestinationRule of where it goes. Whether the cluster balances by it is another
 * matter, looked up by other rules: Istio's, both of them.
 */
final class HashPolicies {

    private HashPolicies() {}

    /** For calls to a service that no VirtualService routes. */
    static Optional<HashPolicy> of(Rules rules, ClientScope client, MeshService service, int port) {
        return rules.destinationRules()
                .find(client, service)
                .flatMap(rule -> rule.object().spec().trafficPolicy())
                .flatMap(policy -> forPort(policy, OptionalInt.of(port)).or(() -> forAll(policy)))
                .flatMap(HashPolicies::translate);
    }

    /**
     * For a destination of a VirtualService: the subset's word before the rule's. Settings of a port count only where
     * the destination names the port.
     */
    static Optional<HashPolicy> of(RouteContext context, Destination destination) {
        Rules rules = context.rules();
        String host =
                rules.mesh().fqdn(destination.host(), context.rule().meta().namespace());
        return rules.services()
                .find(host, context.client().namespace())
                .flatMap(service -> rules.destinationRules().find(context.client(), service))
                .flatMap(rule -> of(rule, destination))
                .flatMap(HashPolicies::translate);
    }

    private static Optional<ConsistentHash> of(MergedRule rule, Destination destination) {
        Optional<TrafficPolicy> ofRule = rule.object().spec().trafficPolicy();
        Optional<TrafficPolicy> ofSubset =
                destination.subset().flatMap(rule::subset).flatMap(Subset::trafficPolicy);
        return ofSubset.flatMap(policy -> forPort(policy, destination.port()))
                .or(() -> ofSubset.flatMap(HashPolicies::forAll))
                .or(() -> ofRule.flatMap(policy -> forPort(policy, destination.port())))
                .or(() -> ofRule.flatMap(HashPolicies::forAll));
    }

    private static Optional<ConsistentHash> forPort(TrafficPolicy policy, OptionalInt port) {
        return policy.portLevelSettings().stream()
                .filter(settings -> port.isPresent() && settings.port() == port.getAsInt())
                .findFirst()
                .flatMap(settings -> hash(settings.settings()));
    }

    private static Optional<ConsistentHash> forAll(TrafficPolicy policy) {
        return hash(policy.settings());
    }

    private static Optional<ConsistentHash> hash(TrafficPolicy.Settings settings) {
        return settings.loadBalancer().flatMap(LoadBalancerSettings::consistentHash);
    }

    /** A rule without a key hashes nothing. */
    private static Optional<HashPolicy> translate(ConsistentHash hash) {
        HashPolicy.Builder policy = HashPolicy.newBuilder();
        hash.httpHeaderName().ifPresent(name -> policy.getHeaderBuilder().setHeaderName(name));
        hash.httpCookie().ifPresent(cookie -> policy.setCookie(cookie(cookie)));
        hash.httpQueryParameterName()
                .ifPresent(name -> policy.getQueryParameterBuilder().setName(name));
        if (hash.useSourceIp()) {
            policy.getConnectionPropertiesBuilder().setSourceIp(true);
        }
        return policy.getPolicySpecifierCase() == HashPolicy.PolicySpecifierCase.POLICYSPECIFIER_NOT_SET
                ? Optional.empty()
                : Optional.of(policy.build());
    }

    private static HashPolicy.Cookie cookie(Cookie cookie) {
        HashPolicy.Cookie.Builder policy = HashPolicy.Cookie.newBuilder().setName(cookie.name());
        cookie.path().ifPresent(policy::setPath);
        cookie.ttl().ifPresent(ttl -> policy.setTtl(duration(ttl)));
        cookie.attributes()
                .forEach((name, value) ->
                        policy.addAttributesBuilder().setName(name).setValue(value));
        return policy.build();
    }
}
