package io.weft.control.translate;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.HttpMatchRequest;
import io.weft.control.config.HttpRoute;
import io.weft.control.config.VirtualService;
import java.util.List;
import java.util.Optional;

/** Recognises a rule of a VirtualService in an older version of it. */
final class Versions {

    private Versions() {}

    /** The older version of a rule: the one that takes the same requests, else the one of the same name. */
    static Optional<HttpRoute> of(HttpRoute rule, List<HttpRoute> older) {
        return older.stream()
                .filter(candidate -> conditions(candidate).equals(conditions(rule)))
                .findFirst()
                .or(() -> older.stream()
                        .filter(candidate ->
                                !rule.name().isEmpty() && candidate.name().equals(rule.name()))
                        .findFirst());
    }

    /** The same VirtualService with other rules. */
    static ConfigObject<VirtualService> with(ConfigObject<VirtualService> object, List<HttpRoute> http) {
        VirtualService spec = object.spec();
        VirtualService changed =
                new VirtualService(spec.hosts(), spec.gateways(), http, spec.tls(), spec.tcp(), spec.exportTo());
        return new ConfigObject<>(object.kind(), object.meta(), changed, object.position());
    }

    /** Which requests a rule takes, wherever that is written. */
    private static List<List<Object>> conditions(HttpRoute rule) {
        return rule.match().stream().map(Versions::condition).toList();
    }

    private static List<Object> condition(HttpMatchRequest match) {
        return List.of(
                match.uri(),
                match.ignoreUriCase(),
                match.scheme(),
                match.method(),
                match.authority(),
                match.headers(),
                match.withoutHeaders(),
                match.queryParams(),
                match.port(),
                match.sourceLabels(),
                match.sourceNamespace(),
                match.gateways());
    }
}
