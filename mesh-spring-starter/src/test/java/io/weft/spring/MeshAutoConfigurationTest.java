package io.weft.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.runtime.Mesh;
import io.weft.runtime.MeshMode;
import io.weft.runtime.call.Header;
import io.weft.spi.SnapshotSource;
import io.weft.xds.XdsBootstrap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MeshAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MeshAutoConfiguration.class))
            .withBean(HandSource.class);

    @Test
    void startsProxyless() {
        application.run(
                context -> assertThat(context.getBean(Mesh.class).mode()).isEqualTo(MeshMode.PROXYLESS));
    }

    @Test
    void startsWithoutAControlPlane() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MeshAutoConfiguration.class))
                .withPropertyValues("mesh.control-plane.address=localhost:1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Mesh.class).status().connected()).isFalse();
                });
    }

    @Test
    void isAbsentWhereDisabled() {
        application.withPropertyValues("mesh.enabled=false").run(context -> {
            assertThat(context).doesNotHaveBean(Mesh.class);
            assertThat(context).doesNotHaveBean(Lease.class);
        });
    }

    @Test
    void takesItsModeFromAProperty() {
        application
                .withPropertyValues("mesh.mode=sidecar", "mesh.sidecar.address=127.0.0.1:15099")
                .run(context -> assertThat(context.getBean(Mesh.class).mode()).isEqualTo(MeshMode.SIDECAR));
    }

    @Test
    void takesItsTraceHeadersFromProperties() {
        application
                .withPropertyValues(
                        "mesh.trace-headers.additional=Authorization", "mesh.trace-headers.excluded=end-user")
                .run(context -> assertThat(context.getBean(Mesh.class)
                                .traceHeaders()
                                .of(name -> "x", new Random(1))
                                .headers())
                        .extracting(Header::name)
                        .contains("authorization", "x-request-id", "baggage")
                        .doesNotContain("end-user", "cookie", "jwt"));
    }

    @Test
    void knowsWhoItIs() {
        application
                .withPropertyValues(
                        "spring.application.name=reviews",
                        "mesh.version=v2",
                        "mesh.labels.tier=back",
                        "mesh.locality=eu/a",
                        "mesh.register.name=reviews-2",
                        "mesh.namespace=shop")
                .run(context -> {
                    MeshIdentity identity = context.getBean(MeshIdentity.class);
                    assertThat(identity).hasToString("reviews-2.shop (reviews v2)");
                    assertThat(identity.labels())
                            .containsEntry("app", "reviews")
                            .containsEntry("version", "v2")
                            .containsEntry("tier", "back");
                    XdsBootstrap bootstrap = context.getBean(XdsBootstrap.class);
                    assertThat(bootstrap.namespace()).isEqualTo("shop");
                    assertThat(bootstrap.locality()).hasToString("eu/a");
                });
    }

    @Test
    void asksForItsUpstreamsAtTheStart() {
        application
                .withPropertyValues("mesh.upstreams=reviews:9080,ratings:9080")
                .run(context -> assertThat(
                                context.getBean(SnapshotSource.class).current().upstreams())
                        .containsOnlyKeys("reviews:9080", "ratings:9080"));
    }

    @Test
    void doesNotRegisterIfToldSo() {
        application
                .withPropertyValues("mesh.register.enabled=false")
                .run(context -> assertThat(context).hasSingleBean(Mesh.class).doesNotHaveBean(Lease.class));
    }

    @Test
    void runsFromBeforeTheServersUntilAfterThem() {
        application.run(context ->
                assertThat(context.getBean(MeshLifecycle.class).getPhase()).isLessThan(Integer.MAX_VALUE - 2048));
    }
}
