package io.weft.xds.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A control plane that changes at random and whose answers arrive in any order. */
class AssemblerPropertyTest {

    private static final int SERVICES = 5;
    private static final int CLUSTERS = 6;

    @Test
    void neverPublishesARouteWithoutItsClusterAndEndsWithWhatIsTrue() {
        for (int seed = 0; seed < 300; seed++) {
            new World(seed).run();
        }
    }

    /** Versions: a cluster that exists has a port for its version; a cluster of the world may be missing. */
    private static final class World {

        private final int seed;
        private final Random random;
        private final Assembler assembler = new Assembler(key -> Optional.empty());
        private final Map<ResourceKey, Resource> truth = new HashMap<>();
        private final Set<ResourceKey> asked = new HashSet<>();
        private final Set<ResourceKey> everThere = new HashSet<>();
        private final List<ResourceKey> news = new ArrayList<>();
        private MeshSnapshot published = MeshSnapshot.EMPTY;

        World(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            for (int i = 0; i < SERVICES; i++) {
                set(AssemblerTest.listener("u" + i, "r" + i));
                changeRoutes(i);
                assembler.want("u" + i);
            }
            for (int i = 0; i < 200; i++) {
                if (random.nextInt(4) == 0) {
                    change();
                }
                step();
                deliverOne();
            }
            quiesce();
            assertThat(published.upstreams()).as("seed %d", seed).hasSize(SERVICES);
            for (int i = 0; i < SERVICES; i++) {
                Resource.Routes routes = truth(ResourceKey.routes("r" + i), Resource.Routes.class);
                assertThat(published.upstream("u" + i))
                        .as("seed %d", seed)
                        .contains(new Upstream.Known(routes.virtualHost()));
            }
            published.clusters().forEach((name, cluster) -> {
                if (truth.containsKey(ResourceKey.cluster(name))) {
                    assertThat(cluster.endpoints())
                            .as("seed %d", seed)
                            .isEqualTo(truth(ResourceKey.endpoints(name), Resource.LoadAssignment.class)
                                    .endpoints());
                }
            });
        }

        private <R extends Resource> R truth(ResourceKey key, Class<R> kind) {
            return Optional.ofNullable(truth.get(key)).map(kind::cast).orElseThrow();
        }

        private void change() {
            int cluster = random.nextInt(CLUSTERS);
            switch (random.nextInt(4)) {
                case 0 -> changeRoutes(random.nextInt(SERVICES));
                case 1 -> set(AssemblerTest.endpoints("c" + cluster, 1 + random.nextInt(60_000)));
                case 2 -> {
                    set(AssemblerTest.cluster("c" + cluster));
                    set(AssemblerTest.endpoints("c" + cluster, 1 + random.nextInt(60_000)));
                }
                default -> {
                    truth.remove(ResourceKey.cluster("c" + cluster));
                    news.add(ResourceKey.cluster("c" + cluster));
                }
            }
        }

        private void changeRoutes(int service) {
            set(AssemblerTest.routes("r" + service, "c" + random.nextInt(CLUSTERS), "c" + random.nextInt(CLUSTERS)));
        }

        private void set(Resource resource) {
            ResourceKey key = AssemblerTest.key(resource);
            truth.put(key, resource);
            news.add(key);
        }

        private void step() {
            Step step = assembler.step();
            asked.addAll(step.subscribe());
            news.addAll(step.subscribe());
            asked.removeAll(step.unsubscribe());
            everThere.removeAll(step.unsubscribe());
            step.snapshot().ifPresent(snapshot -> {
                check(snapshot);
                published = snapshot;
            });
        }

        /** A cluster that the control plane told of is there before a route to it is, and stays with it. */
        private void check(MeshSnapshot snapshot) {
            Set<String> named = new HashSet<>();
            snapshot.upstreams().forEach((name, upstream) -> {
                Set<String> clusters = Answer.clusters(upstream);
                named.addAll(clusters);
                boolean fresh = !published.upstream(name).equals(Optional.of(upstream));
                for (String cluster : clusters) {
                    boolean told = everThere.contains(ResourceKey.cluster(cluster));
                    if (told && (fresh || published.cluster(cluster).isPresent())) {
                        assertThat(snapshot.cluster(cluster))
                                .as("seed %d, %s", seed, cluster)
                                .isPresent();
                    }
                }
            });
            assertThat(named)
                    .as("seed %d", seed)
                    .containsAll(snapshot.clusters().keySet());
        }

        private void deliverOne() {
            if (!news.isEmpty()) {
                deliver(news.remove(random.nextInt(news.size())));
            }
        }

        private void deliver(ResourceKey key) {
            if (asked.contains(key)) {
                Resource resource = truth.get(key);
                if (resource == null) {
                    assembler.missing(key);
                } else {
                    everThere.add(key);
                    assembler.received(key, resource);
                }
            }
        }

        private void quiesce() {
            do {
                step();
                deliverOne();
            } while (!news.isEmpty());
            step();
            while (!news.isEmpty()) {
                deliverOne();
                step();
            }
        }
    }
}
