package io.weft.control;

import io.weft.control.config.MeshConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a control plane is set up.
 *
 * @param folder of YAML files, read in it and one level below
 * @param host the address that is listened on
 * @param port of ADS and registration; 0 for any free one
 * @param statusPort of the status pages; 0 for any free one, empty for none
 * @param mesh Istio's mesh-wide settings: root namespace, domain, default namespace, outbound traffic policy
 * @param quiet how long changes must have stopped before they are pushed; the first after a pause goes at once
 * @param atMost how long a change waits while others keep coming
 * @param grace how long a workload stays in the registry whose stream broke; for as long after the start, clients keep
 *     the endpoints that they have from before
 * @param keepAlive how often a connection is probed, 10 s at least;
 *     one that does not answer within a third of it is closed
 */
public record ControlPlaneOptions(
        Path folder,
        String host,
        int port,
        OptionalInt statusPort,
        MeshConfig mesh,
        Duration quiet,
        Duration atMost,
        Duration grace,
        Duration keepAlive) {

    /** The port that control planes listen on by default, as Istio's does. */
    public static final int DEFAULT_PORT = 15010;
    /** The port of the status pages by default. */
    public static final int DEFAULT_STATUS_PORT = 15014;

    /** The defaults, on loopback: 20 ms quiet, 500 ms at most, 10 s grace, probes every 30 s, no status pages. */
    public static ControlPlaneOptions of(Path folder) {
        return new ControlPlaneOptions(
                folder,
                "127.0.0.1",
                DEFAULT_PORT,
                OptionalInt.empty(),
                MeshConfig.DEFAULT,
                Duration.ofMillis(20),
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }

    public ControlPlaneOptions listeningOn(String newHost, int newPort) {
        return new ControlPlaneOptions(folder, newHost, newPort, statusPort, mesh, quiet, atMost, grace, keepAlive);
    }

    public ControlPlaneOptions withStatusPort(int newStatusPort) {
        return new ControlPlaneOptions(
                folder, host, port, OptionalInt.of(newStatusPort), mesh, quiet, atMost, grace, keepAlive);
    }

    public ControlPlaneOptions withMesh(MeshConfig newMesh) {
        return new ControlPlaneOptions(folder, host, port, statusPort, newMesh, quiet, atMost, grace, keepAlive);
    }

    public ControlPlaneOptions withGrace(Duration newGrace) {
        return new ControlPlaneOptions(folder, host, port, statusPort, mesh, quiet, atMost, newGrace, keepAlive);
    }

    public ControlPlaneOptions withKeepAlive(Duration newKeepAlive) {
        return new ControlPlaneOptions(folder, host, port, statusPort, mesh, quiet, atMost, grace, newKeepAlive);
    }
}
