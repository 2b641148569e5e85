package io.weft.spring.actuate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.Guard;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.MeshSnapshot;
import io.weft.model.Thresholds;
import io.weft.model.Upstream;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshMode;
import io.weft.runtime.guard.HedgingView;
import io.weft.spring.HandSource;
import io.weft.spring.MeshAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MeshActuatorTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MeshAutoConfiguration.class,
                    MeshEndpointAutoConfiguration.class,
                    MeshHealthAutoConfiguration.class))
            .withBean(HandSource.class);

    @Test
    void staysUpWithoutItsControlPlaneAndTellsSinceWhen() {
        application.run(context -> {
            Health health = requireNonNull(context.getBean("meshHealthIndicator", HealthIndicator.class)
                    .health());
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("connected", false)
                    .containsEntry("staleSince", HandSource.STALE_SINCE)
                    .containsEntry("lastRejection", "bad weight");
        });
    }

    @Test
    void showsWhatIsKnown() {
        application.run(context -> {
            context.getBean(HandSource.class).publish(snapshot(Optional.empty()));
            MeshEndpoint.MeshDescriptor mesh =
                    context.getBean(MeshEndpoint.class).mesh();
            assertThat(mesh.mode()).isEqualTo(MeshMode.PROXYLESS);
            assertThat(mesh.controlPlane().controlPlane()).isEqualTo("localhost:15010");
            assertThat(requireNonNull(mesh.upstreams().get("elsewhere:80")).kind())
                    .isEqualTo("passThrough");
            assertThat(requireNonNull(mesh.clusters().get("v1")).endpoints())
                    .extracting("address", "connection")
                    .containsExactly(tuple("10.0.0.1:9080", "UNUSED"));
        });
    }

    @Test
    void tellsWhatBecameOfHedging() {
        application.run(context -> {
            Guard guard = new Guard(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Guard.Hedging(Duration.ofMillis(50), 1)),
                    List.of(),
                    "guard.yaml:1");
            context.getBean(HandSource.class).publish(snapshot(Optional.of(guard)));

            ClusterDescriptor cluster = requireNonNull(
                    context.getBean(MeshEndpoint.class).mesh().clusters().get("v1"));

            assertThat(cluster.hedging()).contains(new HedgingView("v1", 0, 0, 0, 0, "guard.yaml:1"));
            assertThat(cluster.breaker()).isEmpty();
        });
    }

    @Test
    void changesTheMode() {
        application.run(context -> {
            context.getBean(MeshEndpoint.class).use(MeshMode.OFF);
            assertThat(context.getBean(Mesh.class).mode()).isEqualTo(MeshMode.OFF);
        });
    }

    @Test
    void isNotNeededByAnApplicationWithoutActuator() {
        application
                .withClassLoader(new FilteredClassLoader(Endpoint.class, HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("meshEndpoint"));
    }

    private static MeshSnapshot snapshot(Optional<Guard> guard) {
        var endpoint = new io.weft.model.Endpoint(new Address("10.0.0.1", 9080), 1, 0, Locality.UNKNOWN, Map.of());
        Cluster cluster = new Cluster(
                "v1",
                Cluster.Protocol.HTTP1,
                List.of(endpoint),
                new LoadBalancing.RoundRobin(),
                Optional.empty(),
                0,
                Thresholds.DEFAULT,
                Duration.ofSeconds(1),
                ConnectionPolicy.DEFAULT,
                Map.of(),
                Optional.empty(),
                guard,
                "reviews",
                "v1",
                "");
        return new MeshSnapshot("1", Map.of("elsewhere:80", new Upstream.PassThrough()), Map.of("v1", cluster));
    }
}
