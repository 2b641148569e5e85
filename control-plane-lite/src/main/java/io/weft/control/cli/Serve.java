package io.weft.control.cli;

import io.weft.control.ControlPlane;
import io.weft.control.ControlPlaneOptions;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.OutboundTrafficPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Serves a folder of Istio YAML, and the workloads that register, over xDS until it is stopped.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Serve implements Callable<Integer> {

    @Option(names = "--config", required = true, paramLabel = "FOLDER", description = "Folder of YAML files; watched.")
    private Path folder = Path.of(".");

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
    private String host = "";

    @Option(names = "--port", defaultValue = "15010", description = "Port of ADS and registration; 0 for any.")
    private int port;

    @Option(names = "--status-port", defaultValue = "15014", description = "Port of the status pages; 0 for any.")
    private int statusPort;

    @Option(names = "--grace", defaultValue = "10", description = "Seconds that a workload stays whose stream broke.")
    private long graceSeconds;

    @Option(
            names = "--root-namespace",
            defaultValue = "istio-system",
            description = "Its rules hold for all namespaces.")
    private String rootNamespace = "";

    @Option(names = "--domain", defaultValue = "cluster.local", description = "Suffix of service names.")
    private String domain = "";

    @Option(names = "--default-namespace", defaultValue = "default", description = "Of objects that name none.")
    private String defaultNamespace = "";

    @Option(
            names = "--outbound",
            defaultValue = "ALLOW_ANY",
            description = "Whether hosts that no service has may be called: ${COMPLETION-CANDIDATES}.")
    private OutboundTrafficPolicy outbound = OutboundTrafficPolicy.ALLOW_ANY;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.of(folder)
                .listeningOn(host, port)
                .withStatusPort(statusPort)
                .withGrace(Duration.ofSeconds(graceSeconds))
                .withMesh(new MeshConfig(rootNamespace, domain, defaultNamespace, outbound)));
        Runtime.getRuntime().addShutdownHook(new Thread(controlPlane::close, "weft-shutdown"));
        controlPlane.awaitTermination();
        return 0;
    }
}
