package io.weft.xds;

import static io.weft.xds.Watch.await;
import static io.weft.xds.Watch.awaitTrue;
import static io.weft.xds.Watch.get;
import static io.weft.xds.Watch.ports;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.xds.decode.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
            awaitTrue(() -> source.status().lastRejection().isPresent());
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
}
