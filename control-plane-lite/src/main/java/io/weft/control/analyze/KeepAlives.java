package io.weft.control.analyze;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.ConnectionPoolSettings;
import io.weft.control.config.DestinationRule;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.TrafficPolicy;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.Protocol;
import io.weft.control.registry.Services;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** TCP keep-alive for services that are called over gRPC, whose connections have no such setting of their own. */
final class KeepAlives {

    private final ConfigSnapshot config;
    private final Services services;

    KeepAlives(ConfigSnapshot config, Services services) {
        this.config = config;
        this.services = services;
    }

    void check(List<Problem> problems) {
        for (ConfigObject<DestinationRule> object : config.destinationRules()) {
            if (asks(object.spec())) {
                String namespace = object.meta().namespace();
                services.find(config.mesh().fqdn(object.spec().host(), namespace), namespace)
                        .filter(KeepAlives::speaksGrpc)
                        .ifPresent(service -> problems.add(new Problem(
                                Severity.WARNING,
                                Codes.NOT_APPLIED,
                                object.position(),
                                object.id().toString(),
                                "spec.trafficPolicy",
                                "`tcpKeepalive` is not applied to calls over gRPC, which has no such setting for one"
                                        + " destination: set keepAliveTime on the channel")));
            }
        }
    }

    private static boolean speaksGrpc(MeshService service) {
        return service.ports().stream().anyMatch(port -> port.protocol() == Protocol.GRPC);
    }

    private static boolean asks(DestinationRule rule) {
        return Stream.concat(
                        rule.trafficPolicy().stream(),
                        rule.subsets().stream().flatMap(subset -> subset.trafficPolicy().stream()))
                .flatMap(policy -> Stream.concat(
                        Stream.of(policy.settings()),
                        policy.portLevelSettings().stream().map(TrafficPolicy.PortTrafficPolicy::settings)))
                .map(settings -> settings.connectionPool().flatMap(ConnectionPoolSettings::tcp))
                .flatMap(Optional::stream)
                .anyMatch(tcp -> tcp.tcpKeepalive().isPresent());
    }
}
