package io.weft.spring.actuate;

import io.weft.runtime.Mesh;
import io.weft.spi.SourceStatus;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * UP always: without a control plane the mesh goes on with the last configuration, or passes calls through. How old
 * that is, and whether it was refused something, is told in the details.
 */
final class MeshHealthIndicator extends AbstractHealthIndicator {

    private final Mesh mesh;

    MeshHealthIndicator(Mesh mesh) {
        super("the state of the mesh cannot be read");
        this.mesh = mesh;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        SourceStatus status = mesh.status();
        builder.up()
                .withDetail("mode", mesh.mode())
                .withDetail("controlPlane", status.controlPlane())
                .withDetail("connected", status.connected());
        status.staleSince().ifPresent(since -> builder.withDetail("staleSince", since));
        if (status.fromDisk()) {
            builder.withDetail("fromDisk", true);
        }
        status.lastRejection().ifPresent(reason -> builder.withDetail("lastRejection", reason));
    }
}
