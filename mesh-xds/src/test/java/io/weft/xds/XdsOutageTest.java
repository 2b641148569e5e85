package io.weft.xds;

import static io.weft.xds.Watch.await;
import static io.weft.xds.Watch.awaitTrue;
import static io.weft.xds.Watch.get;
import static io.weft.xds.Watch.ports;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source while its control plane is away: before the first answer, later, and from disk. */
class XdsOutageTest {

    private static final String REVIEWS = "reviews:9080";

    private final FakeControlPlane controlPlane = new FakeControlPlane();

    @AfterEach
    void stop() throws InterruptedException {
        controlPlane.close();
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
}
