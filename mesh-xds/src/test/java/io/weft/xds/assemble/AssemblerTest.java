package io.weft.xds.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig;
import io.weft.model.Address;
import io.weft.model.Locality;
import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.xds.Messages;
import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssemblerTest {

    private static final String A = "a:80";
    private static final String B = "b:80";

    private final Map<ResourceKey, Resource> remembered = new HashMap<>();
    private final Assembler assembler = new Assembler(key -> Optional.ofNullable(remembered.get(key)));

    @Test
    void asksForEachResourceWhenItIsNamed() {
        assembler.want(A);
        assertThat(assembler.step().subscribe()).containsExactly(ResourceKey.listener(A));
        tell(listener(A, "r"));
        assertThat(assembler.step().subscribe()).containsExactly(ResourceKey.routes("r"));
        tell(routes("r", "c1", "c2"));
        assertThat(assembler.step().subscribe())
                .containsExactlyInAnyOrder(ResourceKey.cluster("c1"), ResourceKey.cluster("c2"));
        tell(cluster("c1"));
        assertThat(assembler.step().subscribe()).containsExactly(ResourceKey.endpoints("c1"));
    }

    @Test
    void publishesAnUpstreamWhenAllItNeedsIsKnown() {
        assembler.want(A);
        tell(listener(A, "r"), routes("r", "c1", "c2"), cluster("c1"), endpoints("c1", 1), cluster("c2"));
        assertThat(settle()).isEmpty();
        tell(endpoints("c2", 2));
        MeshSnapshot snapshot = settle().orElseThrow();
        assertThat(snapshot.upstream(A)).get().isInstanceOf(Upstream.Known.class);
        assertThat(ports(snapshot, "c2")).containsExactly(2);
    }

    @Test
    void weighsLocalitiesOnlyWhereTheClusterSaysSo() {
        assembler.want(A);
        tell(listener(A, "r"), routes("r", "c1", "c2"), cluster("c2"));
        assembler.received(
                ResourceKey.cluster("c1"),
                ResourceType.CDS
                        .decode(Messages.cluster("c1").toBuilder()
                                .setCommonLbConfig(CommonLbConfig.newBuilder()
                                        .setLocalityWeightedLbConfig(
                                                CommonLbConfig.LocalityWeightedLbConfig.getDefaultInstance()))
                                .build())
                        .resource()
                        .orElseThrow());
        settle();
        tell(endpoints("c1", 1), endpoints("c2", 2));
        MeshSnapshot snapshot = settle().orElseThrow();
        assertThat(snapshot.cluster("c1").orElseThrow().localities()).isEqualTo(Map.of(Locality.UNKNOWN, 1));
        assertThat(snapshot.cluster("c2").orElseThrow().localities()).isEmpty();
    }

    @Test
    void takesAPlaceholderAtOnce() {
        assembler.want(A);
        assembler.step();
        assembler.received(ResourceKey.listener(A), new Resource.InlineListener(A, new Upstream.BlackHole()));
        assertThat(settle().orElseThrow().upstream(A)).contains(new Upstream.BlackHole());
    }

    @Test
    void publishesARouteToAClusterThatDoesNotExist() {
        assembler.want(A);
        tell(listener(A, "r"), routes("r", "nowhere"));
        assertThat(settle()).isEmpty();
        assembler.missing(ResourceKey.cluster("nowhere"));
        MeshSnapshot snapshot = settle().orElseThrow();
        assertThat(snapshot.upstream(A)).isPresent();
        assertThat(snapshot.cluster("nowhere")).isEmpty();
    }

    @Test
    void holdsNewRoutesBackUntilTheirClusterIsThere() {
        MeshSnapshot before = known(A, "r", "old");
        tell(routes("r", "new"));
        assertThat(settle()).isEmpty();
        tell(cluster("new"));
        assertThat(settle()).isEmpty();
        tell(endpoints("old", 9));
        MeshSnapshot still = settle().orElseThrow();
        assertThat(still.upstream(A))
                .as("the old routes still follow their endpoints")
                .isEqualTo(before.upstream(A));
        assertThat(ports(still, "old")).containsExactly(9);
        assertThat(still.clusters()).containsOnlyKeys("old");
        tell(endpoints("new", 2));
        MeshSnapshot after = settle().orElseThrow();
        assertThat(after.clusters()).containsOnlyKeys("new");
    }

    @Test
    void dropsWhatNothingNeedsAnyMore() {
        known(A, "r", "old");
        tell(routes("r", "new"), cluster("new"), endpoints("new", 2));
        Step step = assembler.step();
        assertThat(step.unsubscribe())
                .containsExactlyInAnyOrder(ResourceKey.cluster("old"), ResourceKey.endpoints("old"));
    }

    @Test
    void keepsWhatIsDeletedWhileItIsNeeded() {
        MeshSnapshot before = known(A, "r", "c");
        for (ResourceType type : ResourceType.values()) {
            assembler.missing(new ResourceKey(type, "c"));
        }
        assembler.missing(ResourceKey.listener(A));
        assembler.missing(ResourceKey.routes("r"));
        assertThat(settle()).isEmpty();
        known(B, "rb", "c");
        assertThat(before.cluster("c")).isPresent();
    }

    @Test
    void doesNotRepublishWhatIsEqual() {
        known(A, "r", "c");
        tell(listener(A, "r"), routes("r", "c"), cluster("c"), endpoints("c", 1));
        assertThat(settle()).isEmpty();
    }

    @Test
    void keepsTheVeryValuesThatDidNotChange() {
        MeshSnapshot before = known(A, "ra", "ca");
        MeshSnapshot after = known(B, "rb", "cb");
        assertThat(after.upstream(A).orElseThrow()).isSameAs(before.upstream(A).orElseThrow());
        assertThat(after.cluster("ca").orElseThrow())
                .isSameAs(before.cluster("ca").orElseThrow());
    }

    @Test
    void passesThroughWhatIsGivenUpUntilItIsKnown() {
        assembler.giveUp(A);
        assertThat(settle().orElseThrow().upstream(A)).contains(new Upstream.PassThrough());
        tell(listener(A, "r"), routes("r", "c"), cluster("c"));
        assertThat(settle()).isEmpty();
        tell(endpoints("c", 1));
        assertThat(settle().orElseThrow().upstream(A)).get().isInstanceOf(Upstream.Known.class);
    }

    @Test
    void recallsWhatIsRememberedOnlyIfItIsWhole() {
        for (Resource resource : List.of(listener(A, "r"), routes("r", "c"), cluster("c"))) {
            remembered.put(key(resource), resource);
        }
        assembler.recall(A);
        assertThat(settle()).isEmpty();
        remembered.put(ResourceKey.endpoints("c"), endpoints("c", 1));
        assembler.recall(A);
        MeshSnapshot snapshot = settle().orElseThrow();
        assertThat(ports(snapshot, "c")).containsExactly(1);
        assertThat(assembler.fromMemory()).isTrue();
        tell(listener(A, "r"), routes("r", "c"), cluster("c"), endpoints("c", 1));
        assertThat(settle()).isEmpty();
        assertThat(assembler.fromMemory()).isFalse();
    }

    @Test
    void staysCheapWithAThousandUpstreams() {
        for (int i = 0; i < 1_000; i++) {
            known("u" + i + ":80", "r" + i, "c" + i);
        }
        // Of this thread, so that it does not matter what else the machine does.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 1_000; i++) {
            tell(endpoints("c" + i, 2));
            assertThat(settle()).isPresent();
        }
        double millis = (threads.getCurrentThreadCpuTime() - before) / 1e6 / 1_000;
        assertThat(millis).as("milliseconds per change").isLessThan(5);
    }

    private MeshSnapshot known(String upstream, String routes, String cluster) {
        assembler.want(upstream);
        tell(listener(upstream, routes), routes(routes, cluster), cluster(cluster), endpoints(cluster, 1));
        return settle().orElseThrow();
    }

    /** Tells each resource after it was asked for, as a control plane would. */
    private void tell(Resource... resources) {
        for (Resource resource : resources) {
            Step step = assembler.step();
            last = step.snapshot().or(() -> last);
            assembler.received(key(resource), resource);
        }
    }

    private Optional<MeshSnapshot> last = Optional.empty();

    private Optional<MeshSnapshot> settle() {
        Optional<MeshSnapshot> newest = assembler.step().snapshot().or(() -> last);
        last = Optional.empty();
        return newest;
    }

    static ResourceKey key(Resource resource) {
        ResourceType type = resource instanceof Resource.Routes
                ? ResourceType.RDS
                : resource instanceof Resource.ClusterPolicy
                        ? ResourceType.CDS
                        : resource instanceof Resource.LoadAssignment ? ResourceType.EDS : ResourceType.LDS;
        return new ResourceKey(type, resource.name());
    }

    static Resource listener(String name, String routes) {
        return new Resource.RoutedListener(name, routes);
    }

    static Resource routes(String name, String... clusters) {
        return ResourceType.RDS
                .decode(Messages.routes(name, clusters))
                .resource()
                .orElseThrow();
    }

    static Resource cluster(String name) {
        return ResourceType.CDS.decode(Messages.cluster(name)).resource().orElseThrow();
    }

    static Resource endpoints(String cluster, int... ports) {
        return ResourceType.EDS
                .decode(Messages.endpoints(cluster, ports))
                .resource()
                .orElseThrow();
    }

    private static List<Integer> ports(MeshSnapshot snapshot, String cluster) {
        return snapshot.cluster(cluster).orElseThrow().endpoints().stream()
                .map(endpoint -> endpoint.address())
                .map(Address::port)
                .toList();
    }
}
