package io.weft.spi;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How fresh the snapshots of a source are.
 *
 * @param connected whether the control plane can be reached now
 * @param controlPlane its address, or what stands in for it
 * @param staleSince since when it could not be reached; empty while connected
 * @param fromDisk whether the configuration in use was remembered on disk and has not been confirmed since
 * @param versions the newest accepted version by resource type (LDS, RDS, CDS, EDS)
 * @param lastRejection what was wrong with the last configuration that was refused (the NACK's text)
 */
public record SourceStatus(
        boolean connected,
        String controlPlane,
        Optional<Instant> staleSince,
        boolean fromDisk,
        Map<String, String> versions,
        Optional<String> lastRejection) {
    public SourceStatus {
        versions = Map.copyOf(versions);
    }
}
