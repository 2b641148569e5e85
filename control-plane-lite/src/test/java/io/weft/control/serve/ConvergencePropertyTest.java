package io.weft.control.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.weft.control.translate.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is edited and however clients behave: in the end each holds the store, restricted to what it wants. */
class ConvergencePropertyTest {

    private static final String BAD = "bad";
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    private final FakeMesh mesh = new FakeMesh();

    @ParameterizedTest
    @EnumSource
    void everyCacheEqualsTheStoreRestrictedToItsNames(Protocol protocol) {
        for (long seed = 0; seed < 300; seed++) {
            run(protocol, new Random(seed), seed);
        }
    }

    private void run(Protocol protocol, Random random, long seed) {
        List<CachingClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(new CachingClient(mesh, protocol, random.nextBoolean()));
        }
        for (int step = 0; step < 120; step++) {
            step(random, clients.get(random.nextInt(clients.size())));
        }
        PerType.ALL.forEach(type -> mesh.contents(type).replaceAll((name, content) -> content.replace(BAD, "good")));
        mesh.publish();
        for (int round = 0; round < 8; round++) {
            clients.forEach(CachingClient::answerAll);
            mesh.pass(ClientStream.PATIENCE_NANOS);
        }
        for (CachingClient client : clients) {
            client.check("seed " + seed);
            client.client.close();
        }
        assertThat(mesh.hub.clients()).isEmpty();
    }

    private void step(Random random, CachingClient client) {
        ResourceType type = PerType.ALL.get(random.nextInt(4));
        String name = NAMES.get(random.nextInt(NAMES.size()));
        switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                mesh.put(type, name, (random.nextInt(5) == 0 ? BAD : "") + random.nextInt(4))
                        .publish();
            case 3 -> mesh.remove(type, name).publish();
            case 4, 5 -> client.want(type, name);
            case 6 -> client.wantNoLonger(type, name);
            case 7 -> client.reconnect();
            case 8 -> client.answerAll();
            default -> client.answerOne();
        }
    }

    /**
     * A client that takes the good resources of a response, refuses it if one is bad,
     * and reconnects with what it holds.
     */
    private static final class CachingClient {
        private final FakeMesh mesh;
        private final Protocol protocol;
        private final PerType<Map<String, String>> cache = new PerType<>(HashMap::new);
        private final List<Reply> unanswered = new ArrayList<>();
        private final boolean everyCluster;
        TestClient client;

        CachingClient(FakeMesh mesh, Protocol protocol, boolean everyCluster) {
            this.mesh = mesh;
            this.protocol = protocol;
            this.everyCluster = everyCluster;
            client = mesh.client(protocol);
            if (everyCluster) {
                client.subscribe(ResourceType.CDS, "*");
            }
        }

        void want(ResourceType type, String name) {
            client.subscribe(type, name);
        }

        void wantNoLonger(ResourceType type, String name) {
            if (client.names(type).contains(name)) {
                client.unsubscribe(type, name);
                if (!covers(type, name)) {
                    cache.of(type).remove(name);
                }
            }
        }

        void reconnect() {
            TestClient old = client;
            old.close();
            unanswered.clear();
            client = mesh.client(protocol);
            for (ResourceType type : PerType.ALL) {
                Set<String> names = old.names(type);
                if (names.isEmpty()) {
                    continue;
                }
                if (protocol == Protocol.WHOLE) {
                    client.subscribe(type, names.toArray(String[]::new));
                } else {
                    client.names(type).addAll(names);
                    client.delta(
                            DeltaDiscoveryRequest.newBuilder()
                                    .addAllResourceNamesSubscribe(names)
                                    .putAllInitialResourceVersions(cache.of(type)),
                            type,
                            "");
                }
            }
        }

        void answerOne() {
            unanswered.addAll(client.take());
            if (unanswered.isEmpty()) {
                return;
            }
            Reply reply = unanswered.remove(0);
            apply(reply);
            if (reply.resources().stream().anyMatch(CachingClient::bad)) {
                client.nack(reply, BAD);
            } else {
                client.ack(reply);
            }
        }

        void answerAll() {
            do {
                answerOne();
                unanswered.addAll(client.take());
            } while (!unanswered.isEmpty());
        }

        private void apply(Reply reply) {
            Map<String, String> held = cache.of(reply.type());
            if (protocol == Protocol.WHOLE && Subscription.ofEverything(reply.type())) {
                held.keySet().retainAll(TestClient.names(reply));
            }
            for (Entry entry : reply.resources()) {
                if (covers(reply.type(), entry.name()) && !bad(entry)) {
                    held.put(entry.name(), entry.version());
                }
            }
            reply.missing().forEach(held::remove);
        }

        private boolean covers(ResourceType type, String name) {
            return client.names(type).contains(name) || everyCluster && type == ResourceType.CDS;
        }

        private static boolean bad(Entry entry) {
            return entry.source().toString().contains(BAD);
        }

        void check(String context) {
            for (ResourceType type : PerType.ALL) {
                Map<String, String> expected = new TreeMap<>();
                for (String name : NAMES) {
                    String content = mesh.contents(type).get(name);
                    if (covers(type, name) && content != null) {
                        expected.put(name, FakeMesh.version(type, name, content));
                    } else if (covers(type, name) && type == ResourceType.EDS) {
                        expected.put(name, noEndpoints(name));
                    }
                }
                assertThat(new TreeMap<>(cache.of(type)))
                        .as("%s %s", context, type)
                        .isEqualTo(expected);
            }
        }

        private static String noEndpoints(String name) {
            return Entry.of(
                            ResourceType.EDS,
                            name,
                            ClusterLoadAssignment.newBuilder()
                                    .setClusterName(name)
                                    .build())
                    .version();
        }
    }
}
