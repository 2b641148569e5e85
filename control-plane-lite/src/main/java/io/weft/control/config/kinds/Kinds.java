package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.Kind;
import io.weft.control.config.Recognised;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import io.weft.control.config.schema.Schema;
import io.weft.control.config.schema.SchemaCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All kinds: their checks and their records. */
public final class Kinds {

    private static final Schema SCHEMA = declared();

    private static final Map<Kind, String> NOT_APPLIED = Map.ofEntries(
            Map.entry(Kind.WORKLOAD_GROUP, "workloads register themselves when they start"),
            Map.entry(Kind.GATEWAY, "gateways are proxies; calls between workloads do not pass one"),
            Map.entry(Kind.PROXY_CONFIG, "there is no proxy to configure"),
            Map.entry(Kind.ENVOY_FILTER, "only Envoy runs Envoy's filters; use sidecar mode"),
            Map.entry(Kind.WASM_PLUGIN, "only Envoy runs Wasm; use sidecar mode"),
            Map.entry(Kind.TRAFFIC_EXTENSION, "only Envoy runs Wasm and Lua; use sidecar mode"),
            Map.entry(Kind.PEER_AUTHENTICATION, "calls leave without TLS of the mesh"),
            Map.entry(Kind.REQUEST_AUTHENTICATION, "tokens are not looked at; the application must check them"),
            Map.entry(Kind.AUTHORIZATION_POLICY, "EVERY CALL IS ALLOWED, whatever the policy says"),
            Map.entry(Kind.TELEMETRY, "metrics, traces and logs are the application's own"));

    private Kinds() {}

    /** Checks what every object has. */
    public static void checkObject(Node object, Findings findings) {
        new SchemaCheck(SCHEMA, Map.of(), findings).check(object, "Object");
    }

    /**
     * Checks a spec and reads it.
     *
     * @return the record of the kind; empty if there is an error
     */
    public static Optional<Object> spec(Kind kind, Node object, String namespace, Findings findings) {
        Node spec = object.get("spec").orElse(object.absent("spec"));
        new SchemaCheck(SCHEMA, Rules.of(namespace), findings).check(spec, kind.word());
        boolean applied = NOT_APPLIED.get(kind) == null;
        if (findings.refused()) {
            return Optional.empty();
        }
        if (!applied) {
            findings.warning(
                    Codes.NOT_APPLIED, object, kind.word() + " is checked but not applied: " + NOT_APPLIED.get(kind));
        }
        Limits.warn(kind, spec, findings);
        return Optional.of(read(kind, spec));
    }

    @SuppressWarnings("unchecked") // an object's plain value is a map
    private static Object read(Kind kind, Node spec) {
        return switch (kind) {
            case VIRTUAL_SERVICE -> RoutingReader.virtualService(spec);
            case DESTINATION_RULE -> TrafficReader.destinationRule(spec);
            case SERVICE -> RegistryReader.service(spec);
            case SERVICE_ENTRY -> RegistryReader.serviceEntry(spec);
            case WORKLOAD_ENTRY -> RegistryReader.workload(spec);
            case SIDECAR -> RegistryReader.sidecar(spec);
            case MESH_CONFIG -> MeshReader.defaults(spec);
            case TRAFFIC_GUARD -> GuardReader.guard(spec);
            default -> new Recognised((Map<String, Object>) spec.plain());
        };
    }

    private static Schema declared() {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("kubernetes", "routing", "traffic", "registry", "policy", "mesh", "guard")) {
            try (InputStream in = Kinds.class.getResourceAsStream(name + ".schema")) {
                text.append(new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Schema.parse(text.toString());
    }
}
