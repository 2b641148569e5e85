package io.weft.control.analyze;

import io.weft.control.config.ClientTlsSettings;
import io.weft.control.config.ClientTlsSettings.Mode;
import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.ConnectionPoolSettings;
import io.weft.control.config.DestinationRule;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.TrafficPolicy;
import io.weft.control.config.TrafficPolicy.Settings;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.Protocol;
import io.weft.control.registry.Services;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keep-alive for services that are called over gRPC, whose channels belong to the application: what it is set to there
 * cannot be changed for one destination.
 */
final class KeepAlives {

    private final ConfigSnapshot config;
    private final Services services;

    KeepAlives(ConfigSnapshot config, Services services) {
        this.config = config;
        this.services = services;
    }

    void check(List<Problem> problems) {
        for (ConfigObject<DestinationRule> object : config.destinationRules()) {
            String namespace = object.meta().namespace();
            boolean grpc = services.find(config.mesh().fqdn(object.spec().host(), namespace), namespace)
                    .filter(KeepAlives::speaksGrpc)
                    .isPresent();
            if (grpc && settings(object.spec()).anyMatch(KeepAlives::probesTcp)) {
                problems.add(warning(
                        object,
                        "`tcpKeepalive` is not applied to calls over gRPC, which has no such setting for one"
                                + " destination: set keepAliveTime on the channel"));
            }
            if (grpc && settings(object.spec()).anyMatch(KeepAlives::pingsInPlaintext)) {
                problems.add(warning(
                        object,
                        "`http2KeepAlive` is not applied to calls over gRPC in plaintext, which go over the"
                                + " application's own channel: set keepAliveTime on it"));
            }
        }
    }

    private static boolean speaksGrpc(MeshService service) {
        return service.ports().stream().anyMatch(port -> port.protocol() == Protocol.GRPC);
    }

    /** All of a rule: those of a subset with the TLS that it inherits. */
    private static Stream<Settings> settings(DestinationRule rule) {
        Optional<ClientTlsSettings> inherited =
                rule.trafficPolicy().flatMap(policy -> policy.settings().tls());
        return Stream.concat(
                        rule.trafficPolicy().stream(),
                        rule.subsets().stream().flatMap(subset -> subset.trafficPolicy().stream()))
                .flatMap(policy -> Stream.concat(
                        Stream.of(inheriting(policy.settings(), inherited)),
                        policy.portLevelSettings().stream().map(TrafficPolicy.PortTrafficPolicy::settings)));
    }

    private static Settings inheriting(Settings own, Optional<ClientTlsSettings> tls) {
        return new Settings(
                own.connectionPool(),
                own.loadBalancer(),
                own.outlierDetection(),
                own.tls().or(() -> tls));
    }

    private static boolean probesTcp(Settings settings) {
        return settings.connectionPool()
                .flatMap(ConnectionPoolSettings::tcp)
                .flatMap(ConnectionPoolSettings.Tcp::tcpKeepalive)
                .isPresent();
    }

    private static boolean pingsInPlaintext(Settings settings) {
        boolean pings = settings.connectionPool()
                .flatMap(ConnectionPoolSettings::http)
                .flatMap(ConnectionPoolSettings.Http::http2KeepAlive)
                .isPresent();
        return pings
                && settings.tls()
                        .filter(tls -> tls.mode() == Mode.SIMPLE || tls.mode() == Mode.MUTUAL)
                        .isEmpty();
    }

    private static Problem warning(ConfigObject<DestinationRule> object, String message) {
        return new Problem(
                Severity.WARNING,
                Codes.NOT_APPLIED,
                object.position(),
                object.id().toString(),
                "spec.trafficPolicy",
                message);
    }
}
