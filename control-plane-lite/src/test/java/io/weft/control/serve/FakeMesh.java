package io.weft.control.serve;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.weft.control.translate.ResourceType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** A store of resources whose content is one string each, the hub that serves it, and a clock held by hand. */
final class FakeMesh {

    private final PerType<Map<String, String>> contents = new PerType<>(TreeMap::new);
    private long now = 1_000_000_000;
    private boolean complete = true;
    final Hub<String> hub;

    FakeMesh() {
        hub = new Hub<>(Node::getCluster, scope -> snapshot(), () -> now);
    }

    FakeMesh put(ResourceType type, String name, String content) {
        contents.of(type).put(name, content);
        return this;
    }

    /** As a control plane that has just been started, or one that knows who is there. */
    FakeMesh complete(boolean now) {
        complete = now;
        return this;
    }

    FakeMesh remove(ResourceType type, String name) {
        contents.of(type).remove(name);
        return this;
    }

    Map<String, String> contents(ResourceType type) {
        return contents.of(type);
    }

    CompletionStage<Void> publish() {
        ResourceView view = snapshot();
        return hub.publish(scope -> view);
    }

    void pass(long nanos) {
        now += nanos;
        hub.tick();
    }

    TestClient client(Protocol protocol) {
        return new TestClient(hub, protocol);
    }

    private ResourceView snapshot() {
        boolean whole = complete;
        PerType<Map<String, String>> copy = new PerType<>(HashMap::new);
        PerType.ALL.forEach(type -> copy.of(type).putAll(contents.of(type)));
        return new ResourceView() {
            @Override
            public Optional<Message> resource(ResourceType type, String name) {
                return Optional.ofNullable(copy.of(type).get(name)).map(content -> message(type, name, content));
            }

            @Override
            public boolean complete() {
                return whole;
            }

            @Override
            public Set<String> names(ResourceType type) {
                return copy.of(type).keySet();
            }
        };
    }

    /** A message of that type that carries the content in a field of no meaning here. */
    static Message message(ResourceType type, String name, String content) {
        return switch (type) {
            case CDS ->
                Cluster.newBuilder().setName(name).setAltStatName(content).build();
            case EDS ->
                ClusterLoadAssignment.newBuilder()
                        .setClusterName(name)
                        .addEndpoints(LocalityLbEndpoints.newBuilder().setPriority(Math.abs(content.hashCode())))
                        .build();
            case LDS ->
                Listener.newBuilder().setName(name).setStatPrefix(content).build();
            case RDS ->
                RouteConfiguration.newBuilder()
                        .setName(name)
                        .addInternalOnlyHeaders(content)
                        .build();
        };
    }

    static String version(ResourceType type, String name, String content) {
        return Entry.of(type, name, message(type, name, content)).version();
    }
}
