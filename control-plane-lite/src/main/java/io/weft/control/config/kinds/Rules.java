package io.weft.control.config.kinds;

import static java.util.Map.entry;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The rules by the type they hold for, beyond what the declarations say. */
final class Rules {

    private static final Map<String, BiConsumer<Node, Findings>> ROUTES = Map.ofEntries(
            entry("HTTPRoute", HttpRouteRules::route),
            entry("HTTPMatchRequest", HttpMatchRules::match),
            entry("HTTPDirectResponse", HttpRouteRules::directResponse),
            entry("HTTPRewrite", HttpRouteRules::rewrite),
            entry("HTTPMirrorPolicy", HttpRouteRules::mirrorPolicy),
            entry("HTTPRetry", FaultRules::retry),
            entry("HTTPFaultInjection", FaultRules::fault),
            entry("Abort", FaultRules::abort),
            entry("Delay", FaultRules::delay),
            entry("CorsPolicy", FaultRules::cors),
            entry("Headers", HeaderRules::headers),
            entry("Destination", DestinationRules::destination),
            entry("TCPRoute", Layer4Rules::tcpRoute),
            entry("TLSRoute", Layer4Rules::tlsRoute));

    private static final Map<String, BiConsumer<Node, Findings>> TRAFFIC = Map.ofEntries(
            entry("Subset", TrafficRules::subset),
            entry("TrafficPolicy", TrafficRules::trafficPolicy),
            entry("PortTrafficPolicy", TrafficRules::portTrafficPolicy),
            entry("ConnectionPoolSettings", TrafficRules::connectionPool),
            entry("HTTPSettings", TrafficRules::httpPool),
            entry("TCPSettings", TrafficRules::tcpPool),
            entry("OutlierDetection", TrafficRules::outlierDetection),
            entry("TunnelSettings", TrafficRules::tunnel),
            entry("LoadBalancerSettings", BalancerRules::balancer),
            entry("ConsistentHashLB", BalancerRules::consistentHash),
            entry("HTTPCookie", BalancerRules::cookie),
            entry("LocalityLoadBalancerSetting", BalancerRules::locality),
            entry("ZoneAwareLoadBalancerSetting", BalancerRules::zoneAware),
            entry("WarmupConfiguration", BalancerRules::warmup));

    private static final Map<String, BiConsumer<Node, Findings>> SCOPES = Map.ofEntries(
            entry("Sidecar", SidecarRules::sidecar),
            entry("IstioEgressListener", SidecarRules::egress),
            entry("IstioIngressListener", SidecarRules::ingress),
            entry("SidecarPort", SidecarRules::port),
            entry("OutboundTrafficPolicy", SidecarRules::outbound),
            entry("WorkloadSelector", (node, findings) -> Labels.selector(node, "labels", findings)),
            entry("PolicySelector", (node, findings) -> Labels.selector(node, "matchLabels", findings)),
            entry("MeshConfig", MeshRules::mesh));

    private static final Map<String, BiConsumer<Node, Findings>> WORKLOADS = Map.ofEntries(
            entry("WorkloadEntry", WorkloadRules::entry),
            entry("WorkloadTemplate", WorkloadRules::template),
            entry("WorkloadMetadata", WorkloadRules::metadata),
            entry("ReadinessProbe", WorkloadRules::probe),
            entry("HTTPHealthCheckConfig", WorkloadRules::httpProbe),
            entry("ExecHealthCheckConfig", WorkloadRules::execProbe),
            entry("Gateway", GatewayRules::gateway),
            entry("Server", GatewayRules::server),
            entry("ServerTLSSettings", GatewayRules::serverTls));

    private static final Map<String, BiConsumer<Node, Findings>> SECURITY = Map.ofEntries(
            entry("PolicyTargetReference", AuthenticationRules::target),
            entry("PeerAuthentication", AuthenticationRules::peer),
            entry("JWTRule", AuthenticationRules::jwtRule),
            entry("AuthorizationPolicy", AuthorizationRules::policy),
            entry("Rule", AuthorizationRules::rule),
            entry("Source", AuthorizationRules::source),
            entry("Operation", AuthorizationRules::operation),
            entry("Condition", ConditionRules::condition));

    private static final Map<String, BiConsumer<Node, Findings>> GUARDS = Map.ofEntries(
            entry("Breaker", GuardRules::breaker),
            entry("BreakerWindow", GuardRules::window),
            entry("RateLimit", GuardRules::rateLimit),
            entry("Fallback", GuardRules::fallback));

    private static final Map<String, BiConsumer<Node, Findings>> EXTENSIONS = Map.ofEntries(
            entry("Tracing", ExtensionRules::customTags),
            entry("TagOverride", ExtensionRules::tagOverride),
            entry("WasmPlugin", ExtensionRules::plugin),
            entry("WasmConfig", ExtensionRules::plugin),
            entry("EnvVar", ExtensionRules::environment),
            entry("TrafficExtension", ExtensionRules::trafficExtension),
            entry("EnvoyConfigObjectPatch", ExtensionRules::envoyPatch));

    private Rules() {}

    /** @param namespace of the object that is checked */
    static Map<String, BiConsumer<Node, Findings>> of(String namespace) {
        Map<String, BiConsumer<Node, Findings>> rules = new HashMap<>();
        Stream.of(ROUTES, TRAFFIC, SCOPES, WORKLOADS, SECURITY, GUARDS, EXTENSIONS)
                .forEach(rules::putAll);
        Visibility visibility = new Visibility(namespace);
        rules.put("VirtualService", (node, findings) -> {
            VirtualServiceRules.virtualService(node, findings);
            visibility.check(node, false, findings);
        });
        rules.put("DestinationRule", (node, findings) -> TrafficRules.destinationRule(node, visibility, findings));
        rules.put("ServiceEntry", (node, findings) -> ServiceEntryRules.serviceEntry(node, visibility, findings));
        rules.put("TrafficGuard", (node, findings) -> GuardRules.guard(node, visibility, findings));
        rules.put("ClientTLSSettings", new ClientTlsRules(namespace)::check);
        return rules;
    }
}
