package io.weft.control;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.weft.control.config.Problem;
import io.weft.control.serve.ClientStatus;
import io.weft.control.status.StatusServer;
import io.weft.control.store.ConfigFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running control plane: watches a folder of Istio YAML, takes registrations of workloads, and serves what both make
 * as xDS.
 *
 * <p>It listens when the folder was read once, so that no client is ever told of a mesh that is not there yet.
 */
public final class ControlPlane implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ControlPlane.class);
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;
    private static final int MAX_STREAMS_PER_CONNECTION = 1_000;
    private static final long END_SECONDS = 2;

    private final MeshLoop mesh;
    private final ConfigFolder folder;
    private final Server server;
    private final Optional<StatusServer> status;

    private ControlPlane(MeshLoop mesh, ConfigFolder folder, Server server, Optional<StatusServer> status) {
        this.mesh = mesh;
        this.folder = folder;
        this.server = server;
        this.status = status;
    }

    /**
     * Starts a control plane, which then is ready.
     *
     * @throws IOException if the folder cannot be read or a port cannot be listened on
     */
    public static ControlPlane start(ControlPlaneOptions options) throws IOException {
        MeshLoop mesh = new MeshLoop(options);
        Optional<ConfigFolder> folder = Optional.empty();
        Optional<Server> server = Optional.empty();
        try {
            folder = Optional.of(ConfigFolder.open(options.folder(), MeshInputs.MAX_FILE_BYTES, mesh::changed));
            server = Optional.of(server(options, mesh).start());
            Optional<StatusServer> status = status(options, mesh);
            log.info(
                    "Serving {} on {}:{}",
                    options.folder(),
                    options.host(),
                    server.get().getPort());
            return new ControlPlane(mesh, folder.get(), server.get(), status);
        } catch (IOException | RuntimeException e) {
            server.ifPresent(ControlPlane::end);
            if (folder.isPresent()) {
                folder.get().close();
            }
            mesh.close();
            throw e;
        }
    }

    /** The port of ADS and registration. */
    public int port() {
        return server.getPort();
    }

    /** The port of the status pages; empty if there are none. */
    public Optional<Integer> statusPort() {
        return status.map(StatusServer::port);
    }

    /** What is wrong with the folder, its files and their references now. */
    public List<Problem> problems() {
        return mesh.problems();
    }

    /** The connected clients, and how each stands with what it was sent. */
    public List<ClientStatus> clients() {
        return mesh.clients();
    }

    /**
     * Waits until every client has answered all that it was sent, and nothing is waiting to be sent.
     *
     * @return false if the time is over before
     */
    public boolean awaitSync(Duration timeout) throws InterruptedException {
        try {
            mesh.settled().toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the control plane failed", e.getCause());
        }
    }

    /** Blocks until the control plane is closed. */
    public void awaitTermination() throws InterruptedException {
        server.awaitTermination();
    }

    @Override
    public void close() {
        status.ifPresent(StatusServer::close);
        try {
            folder.close();
        } catch (IOException e) {
            log.warn("The watch of the folder did not end", e);
        }
        end(server);
        mesh.close();
    }

    /** The streams' ends are still handed to the threads that own them. */
    private static void end(Server server) {
        try {
            server.shutdownNow().awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Status pages are a convenience: without their port, the mesh is served all the same. */
    private static Optional<StatusServer> status(ControlPlaneOptions options, MeshLoop mesh) {
        if (options.statusPort().isEmpty()) {
            return Optional.empty();
        }
        int port = options.statusPort().getAsInt();
        try {
            return Optional.of(new StatusServer(options.host(), port, new StatusPages(mesh).byPath()));
        } catch (IOException e) {
            log.warn("No status pages: port {} cannot be listened on ({})", port, e.getMessage());
            return Optional.empty();
        }
    }

    private static Server server(ControlPlaneOptions options, MeshLoop mesh) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(options.host(), options.port()))
                // The services only hand over to their threads, which takes no executor in between.
                .directExecutor()
                .addService(mesh.ads())
                .addService(mesh.registrations())
                .maxInboundMessageSize(MAX_REQUEST_BYTES)
                .maxConcurrentCallsPerConnection(MAX_STREAMS_PER_CONNECTION)
                .keepAliveTime(options.keepAlive().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(options.keepAlive().toNanos() / 3, TimeUnit.NANOSECONDS)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build();
    }
}
