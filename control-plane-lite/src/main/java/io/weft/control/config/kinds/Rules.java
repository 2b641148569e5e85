package io.weft.control.config.kinds;

import static java.util.Map.entry;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.Map;
import java.util.function.BiConsumer;

/** The rules by the type they hold for, beyond what the declarations say. */
final class Rules {

    private Rules() {}

    /** @param namespace of the object that is checked */
    static Map<String, BiConsumer<Node, Findings>> of(String namespace) {
        Visibility visibility = new Visibility(namespace);
        return Map.ofEntries(
                entry("VirtualService", (node, findings) -> {
                    VirtualServiceRules.virtualService(node, findings);
                    visibility.check(node, false, findings);
                }),
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
                entry("TLSRoute", Layer4Rules::tlsRoute),
                entry("DestinationRule", (node, findings) -> TrafficRules.destinationRule(node, visibility, findings)),
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
                entry("WarmupConfiguration", BalancerRules::warmup),
                entry("ClientTLSSettings", new ClientTlsRules(namespace)::check),
                entry("Sidecar", SidecarRules::sidecar),
                entry("IstioEgressListener", SidecarRules::egress),
                entry("IstioIngressListener", SidecarRules::ingress),
                entry("SidecarPort", SidecarRules::port),
                entry("OutboundTrafficPolicy", SidecarRules::outbound),
                entry("WorkloadSelector", (node, findings) -> Labels.selector(node, "labels", findings)),
                entry("PolicySelector", (node, findings) -> Labels.selector(node, "matchLabels", findings)),
                entry("ServiceEntry", (node, findings) -> ServiceEntryRules.serviceEntry(node, visibility, findings)),
                entry("WorkloadEntry", WorkloadRules::entry),
                entry("WorkloadTemplate", WorkloadRules::template),
                entry("WorkloadMetadata", WorkloadRules::metadata),
                entry("ReadinessProbe", WorkloadRules::probe),
                entry("HTTPHealthCheckConfig", WorkloadRules::httpProbe),
                entry("ExecHealthCheckConfig", WorkloadRules::execProbe),
                entry("Gateway", GatewayRules::gateway),
                entry("Server", GatewayRules::server),
                entry("ServerTLSSettings", GatewayRules::serverTls),
                entry("PolicyTargetReference", AuthenticationRules::target),
                entry("PeerAuthentication", AuthenticationRules::peer),
                entry("JWTRule", AuthenticationRules::jwtRule),
                entry("AuthorizationPolicy", AuthorizationRules::policy),
                entry("Rule", AuthorizationRules::rule),
                entry("Source", AuthorizationRules::source),
                entry("Operation", AuthorizationRules::operation),
                entry("Condition", ConditionRules::condition),
                entry("TrafficGuard", (node, findings) -> GuardRules.guard(node, visibility, findings)),
                entry("Breaker", GuardRules::breaker),
                entry("BreakerWindow", GuardRules::window),
                entry("RateLimit", GuardRules::rateLimit),
                entry("Fallback", GuardRules::fallback),
                entry("Tracing", ExtensionRules::customTags),
                entry("TagOverride", ExtensionRules::tagOverride),
                entry("WasmPlugin", ExtensionRules::plugin),
                entry("WasmConfig", ExtensionRules::plugin),
                entry("EnvVar", ExtensionRules::environment),
                entry("TrafficExtension", ExtensionRules::trafficExtension),
                entry("MeshConfig", MeshRules::mesh),
                entry("EnvoyConfigObjectPatch", ExtensionRules::envoyPatch));
    }
}
