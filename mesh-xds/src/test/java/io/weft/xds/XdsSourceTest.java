package io.weft.xds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import io.weft.model.Address;
import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.xds.decode.ResourceKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source against a small control plane over real sockets. */
class XdsSourceTest {

    private static final String REVIEWS = "reviews:9080";

    private final FakeControlPlane controlPlane = new FakeControlPlane();

    @AfterEach
    void stop() throws InterruptedException {
        controlPlane.close();
    }

    @Test
    void learnsAnUpstreamWhenItIsWanted() throws Exception {
        controlPlane.serveService(REVIEWS, "v1", 7001, 7002);
        try (XdsSource source = XdsSource.open(controlPlane.bootstrap())) {
            MeshSnapshot snapshot = get(source, REVIEWS);
            assertThat(snapshot.upstream(REVIEWS)).get().isInstanceOf(Upstream.Known.class);
            assertThat(ports(snapshot, "v1")).containsExactly(7001, 7002);
            assertThat(source.current()).isEqualTo(snapshot);
            assertThat(source.want(REVIEWS).toCompletableFuture()).isCompletedWithValue(snapshot);
        }
    }

    @Test
    void knowsAtOnceThatAHostIsUnknown() throws Exception {
        controlPlane.serve(
                Messages.placeholder("example.com:80", "allow_any"), Messages.placeholder("evil.com:80", "block_all"));
        try (XdsSource source = XdsSource.open(controlPlane.bootstrap())) {
            assertThat(get(source, "example.com:80").upstream("example.com:80")).contains(new Upstream.PassThrough());
            assertThat(get(source, "evil.com:80").upstream("evil.com:80")).contains(new Upstream.BlackHole());
            long before = System.nanoTime();
            assertThat(get(source, "left.out:80").upstream("left.out:80")).contains(new Upstream.PassThrough());
            assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(2));
        }
    }

    @Test
    void knowsWithinASecondThatAClusterDoesNotExist() throws Exception {
        controlPlane.serve(
                Messages.listener(REVIEWS, "r"),
                Messages.routes("r", "there", "nowhere"),
                Messages.cluster("there"),
                Messages.endpoints("there", 7001));
        try (XdsSource source = XdsSource.open(controlPlane.bootstrap())) {
            long before = System.nanoTime();
            MeshSnapshot snapshot = get(source, REVIEWS);
            assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(3));
            assertThat(snapshot.cluster("there")).isPresent();
            assertThat(snapshot.cluster("nowhere")).isEmpty();
        }
    }

    @Test
    void tellsListenersOfEveryChangeInOrder() throws Exception {
        controlPlane.serveService(REVIEWS, "v1", 7001);
        try (XdsSource source = XdsSource.open(controlPlane.bootstrap())) {
            get(source, REVIEWS);
            List<String> versions = new CopyOnWriteArrayList<>();
            source.subscribe(snapshot -> versions.add(snapshot.version()));
            controlPlane.serve(Messages.endpoints("v1", 7001, 7002));
            await(source, snapshot -> ports(snapshot, "v1").contains(7002));
            controlPlane.serve(
                    Messages.routes("routes of " + REVIEWS, "v2"),
                    Messages.cluster("v2"),
                    Messages.endpoints("v2", 7003));
            await(source, snapshot -> ports(snapshot, "v2").contains(7003));
            assertThat(versions).isSorted().doesNotHaveDuplicates().hasSize(3);
            assertThat(source.current().cluster("v1")).isEmpty();
        }
    }

    @Test
    void refusesWhatCannotBeReadAndKeepsTheLastGoodVersion() throws Exception {
        controlPlane.serveService(REVIEWS, "v1", 7001);
        try (XdsSource source = XdsSource.open(controlPlane.bootstrap())) {
            MeshSnapshot good = get(source, REVIEWS);
            controlPlane.serve(Messages.routes("routes of " + REVIEWS, "v1").toBuilder()
                    .setMostSpecificHeaderMutationsWins(true)
                    .build());
            assertThat(controlPlane.awaitRefusal())
                    .contains("'routes of " + REVIEWS + "'")
                    .contains("most_specific_header_mutations_wins: is not supported");
            assertThat(source.status().lastRejection())
                    .get()
                    .asString()
                    .contains("most_specific_header_mutations_wins");
            assertThat(source.current()).isEqualTo(good);
        }
    }

    @Test
    void keepsWhatIsDeletedWhileItIsNeeded() throws Exception {
        controlPlane.serveService(REVIEWS, "v1", 7001);
        try (XdsSource source = XdsSource.open(controlPlane.bootstrap())) {
            MeshSnapshot good = get(source, REVIEWS);
            controlPlane.remove(ResourceKey.cluster("v1"));
            controlPlane.remove(ResourceKey.listener(REVIEWS));
            controlPlane.serveService("other:80", "other", 7009);
            get(source, "other:80");
            assertThat(source.current().upstream(REVIEWS)).isEqualTo(good.upstream(REVIEWS));
            assertThat(ports(source.current(), "v1")).containsExactly(7001);
        }
    }

    @Test
    void usesOneStreamForAllUpstreams() throws Exception {
        for (int i = 0; i < 20; i++) {
            controlPlane.serveService("s" + i + ":80", "c" + i, 7000 + i);
        }
        try (XdsSource source = XdsSource.open(controlPlane.bootstrap())) {
            for (int i = 0; i < 20; i++) {
                get(source, "s" + i + ":80");
            }
            assertThat(controlPlane.streams).hasValue(1);
            assertThat(source.status().versions()).containsKeys("LDS", "RDS", "CDS", "EDS");
        }
    }

    @Test
    void tellsTheControlPlaneWhoAsks() throws Exception {
        controlPlane.serveService(REVIEWS, "v1", 7001);
        XdsBootstrap bootstrap = controlPlane.bootstrap().withLabels(Map.of("app", "productpage"));
        try (XdsSource source = XdsSource.open(bootstrap)) {
            get(source, REVIEWS);
            Struct metadata = controlPlane.requests.get(0).getNode().getMetadata();
            assertThat(metadata.getFieldsOrThrow("GENERATOR").getStringValue()).isEqualTo("weft");
            assertThat(metadata.getFieldsOrThrow("NAMESPACE").getStringValue()).isEqualTo("default");
            assertThat(metadata.getFieldsOrThrow("LABELS")
                            .getStructValue()
                            .getFieldsOrThrow("app")
                            .getStringValue())
                    .isEqualTo("productpage");
        }
    }

    @Test
    void goesOnWhileTheControlPlaneIsAwayAndCatchesUp() throws Exception {
        controlPlane.serveService(REVIEWS, "v1", 7001);
        try (XdsSource source = XdsSource.open(controlPlane.bootstrap())) {
            MeshSnapshot good = get(source, REVIEWS);
            assertThat(source.status().connected()).isTrue();
            controlPlane.stop();
            awaitTrue(() -> !source.status().connected());
            assertThat(source.status().staleSince()).isPresent();
            assertThat(source.current()).isEqualTo(good);
            controlPlane.serve(Messages.endpoints("v1", 7009));
            Thread.sleep(1_500);
            controlPlane.restart();
            long restarted = System.nanoTime();
            await(source, snapshot -> ports(snapshot, "v1").contains(7009));
            assertThat(System.nanoTime() - restarted).isLessThan(TimeUnit.SECONDS.toNanos(6));
            assertThat(source.status().connected()).isTrue();
        }
    }

    @Test
    void passesThroughWithoutAControlPlaneAndCatchesUpWhenItComes() throws Exception {
        controlPlane.serveService(REVIEWS, "v1", 7001);
        controlPlane.stop();
        XdsBootstrap bootstrap = controlPlane.bootstrap().withInitialTimeout(Duration.ofMillis(300));
        try (XdsSource source = XdsSource.open(bootstrap)) {
            assertThat(get(source, REVIEWS).upstream(REVIEWS)).contains(new Upstream.PassThrough());
            long before = System.nanoTime();
            get(source, "ratings:9080");
            assertThat(System.nanoTime() - before)
                    .as("nobody waits after the first time")
                    .isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
            assertThat(source.status().connected()).isFalse();
            controlPlane.restart();
            await(source, snapshot -> snapshot.upstream(REVIEWS).orElseThrow() instanceof Upstream.Known);
        }
    }

    @Test
    void failsFastIfAskedTo() throws Exception {
        XdsBootstrap bootstrap =
                controlPlane.bootstrap().withFailFast(true).withInitialTimeout(Duration.ofMillis(1_500));
        try (XdsSource source = XdsSource.open(bootstrap)) {
            assertThat(source.status().connected()).isTrue();
        }
        controlPlane.stop();
        XdsBootstrap soon = bootstrap.withInitialTimeout(Duration.ofMillis(300));
        assertThatThrownBy(() -> XdsSource.open(soon))
                .isInstanceOfSatisfying(
                        ControlPlaneUnreachableException.class,
                        e -> assertThat(e.remedy())
                                .contains(controlPlane.address(), "mesh.control-plane.fail-fast=false"))
                .hasMessageContaining("within 300 ms");
    }

    @Test
    void startsFromDiskWithoutAControlPlane(@TempDir Path folder) throws Exception {
        controlPlane.serveService(REVIEWS, "v1", 7001);
        XdsBootstrap bootstrap = controlPlane.bootstrap().withCacheFolder(folder);
        MeshSnapshot good;
        try (XdsSource source = XdsSource.open(bootstrap)) {
            good = get(source, REVIEWS);
        }
        controlPlane.stop();
        try (XdsSource source = XdsSource.open(bootstrap)) {
            MeshSnapshot remembered = get(source, REVIEWS);
            assertThat(remembered.upstreams()).isEqualTo(good.upstreams());
            assertThat(remembered.clusters()).isEqualTo(good.clusters());
            awaitTrue(() -> source.status().fromDisk());
            assertThat(get(source, "ratings:9080").upstream("ratings:9080")).contains(new Upstream.PassThrough());
            controlPlane.restart();
            awaitTrue(() -> !source.status().fromDisk() && source.status().connected());
        }
    }

    @Test
    void ignoresADamagedFile(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("last-known-good.weft"), "something else that is long enough");
        controlPlane.stop();
        XdsBootstrap bootstrap =
                controlPlane.bootstrap().withCacheFolder(folder).withInitialTimeout(Duration.ofMillis(100));
        try (XdsSource source = XdsSource.open(bootstrap)) {
            assertThat(get(source, REVIEWS).upstream(REVIEWS)).contains(new Upstream.PassThrough());
        }
    }

    private static MeshSnapshot get(XdsSource source, String upstream) throws Exception {
        return source.want(upstream).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static void await(XdsSource source, Predicate<MeshSnapshot> condition) throws Exception {
        CompletableFuture<MeshSnapshot> met = new CompletableFuture<>();
        source.subscribe(snapshot -> {
            if (condition.test(snapshot)) {
                met.complete(snapshot);
            }
        });
        met.get(10, TimeUnit.SECONDS);
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static List<Integer> ports(MeshSnapshot snapshot, String cluster) {
        return snapshot.cluster(cluster).stream()
                .flatMap(found -> found.endpoints().stream())
                .map(endpoint -> endpoint.address())
                .map(Address::port)
                .toList();
    }
}
