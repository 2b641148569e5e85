package io.weft.control.translate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.book.ConfigReader;
import io.weft.control.config.book.ParsedFile;
import io.weft.control.registry.Locality;
import io.weft.control.registry.Registry;
import io.weft.control.registry.Workload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mesh for a test: what is configured, what is registered, who asks. */
record Given(ConfigSnapshot config, Registry registry, ClientScope client, Optional<MeshView> previous) {

    /** Services reviews (subsets v1 to v3), ratings and details (v1) on port 9080, all of namespace default. */
    static final String WORLD =
            service("reviews", "v1", "v2", "v3") + service("ratings", "v1") + service("details", "v1");

    static Given yaml(String... files) {
        return new Given(
                config(files),
                Registry.EMPTY,
                new ClientScope(ClientKind.WEFT, "default", Map.of("app", "productpage", "version", "v1")),
                Optional.empty());
    }

    /** The world with a VirtualService for reviews, of which {@code http} is the list of rules. */
    static Given rules(String http) {
        return yaml(WORLD, virtualService("reviews", http));
    }

    static String virtualService(String name, String http) {
        return """
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: %s}
                spec:
                  hosts: [%s]
                  http:
                """.formatted(name, name) + http.indent(2);
    }

    static String destinationRule(String meta, String spec) {
        return """
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {%s}
                spec:
                """.formatted(meta) + spec.indent(2);
    }

    static String service(String name, String... subsets) {
        StringBuilder yaml = new StringBuilder("""
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s}
                spec:
                  selector: {app: %1$s}
                  ports: [{name: http, port: 9080}]
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: %1$s}
                spec:
                  host: %1$s
                  subsets:
                """.formatted(name));
        for (String subset : subsets) {
            yaml.append("  - {name: %1$s, labels: {version: %1$s}}\n".formatted(subset));
        }
        return yaml.toString();
    }

    static ConfigSnapshot config(String... files) {
        List<ConfigObject<?>> objects = new ArrayList<>();
        for (String file : files) {
            ParsedFile parsed =
                    new ConfigReader(MeshConfig.DEFAULT).parse("mesh.yaml", file.getBytes(StandardCharsets.UTF_8));
            if (parsed.hasErrors()) {
                throw new IllegalArgumentException(parsed.problems().toString());
            }
            parsed.objects().forEach(object -> objects.add(object.createdAt(objects.size())));
        }
        return new ConfigSnapshot(MeshConfig.DEFAULT, objects);
    }

    Given workload(String app, String version, String address) {
        return with(new Workload(
                app + "-" + version,
                "default",
                "",
                address,
                Map.of("app", app, "version", version),
                Map.of(),
                Locality.UNKNOWN,
                1,
                "",
                Workload.State.READY));
    }

    Given with(Workload workload) {
        return new Given(config, registry.with(workload), client, previous);
    }

    Given mesh(MeshConfig mesh) {
        return new Given(new ConfigSnapshot(mesh, config.objects()), registry, client, previous);
    }

    /** A workload of that app, at that place, with these further labels. */
    Given workload(String app, String address, String locality, Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(labels);
        all.put("app", app);
        return with(new Workload(
                app + "-" + address,
                "default",
                "",
                address,
                all,
                Map.of(),
                Locality.parse(locality),
                1,
                "",
                Workload.State.READY));
    }

    /** The same question from somewhere. */
    Given from(String locality) {
        return new Given(
                config,
                registry,
                new ClientScope(client.kind(), client.namespace(), client.labels(), Locality.parse(locality)),
                previous);
    }

    Given asked(ClientKind kind, String namespace) {
        return new Given(config, registry, new ClientScope(kind, namespace, client.labels()), previous);
    }

    Given after(MeshView before) {
        return new Given(config, registry, client, Optional.of(before));
    }

    MeshView view() {
        return Translator.translate(config, registry, previous);
    }

    Optional<Message> resource(ResourceType type, String name) {
        return view().resource(client, type, name);
    }

    HttpConnectionManager listener(String name) {
        try {
            Listener listener = (Listener) resource(ResourceType.LDS, name).orElseThrow();
            return listener.getApiListener().getApiListener().unpack(HttpConnectionManager.class);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The routes that a call to {@code host:port} comes to. */
    List<Route> routes(String called) {
        return routeConfiguration(called).getVirtualHosts(0).getRoutesList();
    }

    RouteConfiguration routeConfiguration(String called) {
        return (RouteConfiguration)
                resource(ResourceType.RDS, listener(called).getRds().getRouteConfigName())
                        .orElseThrow();
    }

    /** The first route of reviews. */
    Route route() {
        return routes("reviews:9080").get(0);
    }

    Cluster cluster(String name) {
        return (Cluster) resource(ResourceType.CDS, name).orElseThrow();
    }

    ClusterLoadAssignment endpoints(String cluster) {
        return (ClusterLoadAssignment) resource(ResourceType.EDS, cluster).orElseThrow();
    }

    /** Addresses with ports. */
    List<String> addresses(String cluster) {
        return endpoints(cluster).getEndpointsList().stream()
                .flatMap(locality -> locality.getLbEndpointsList().stream())
                .map(member -> member.getEndpoint().getAddress().getSocketAddress())
                .map(address -> address.getAddress() + ":" + address.getPortValue())
                .toList();
    }
}
