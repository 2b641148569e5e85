package io.weft.runtime;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A mesh with hand-made configuration, endpoints on real sockets, and a client of some protocol that calls them. */
public abstract class MeshClientBed {

    /** An endpoint that answers with its name and notes what it saw. */
    public interface Backend extends AutoCloseable {

        Address address();

        /** What the next calls are to be answered with; those after are answered well. */
        void next(Reaction... reactions);

        /** The headers of each call that came, names in lower case. */
        List<Map<String, String>> seen();

        @Override
        void close();
    }

    /** How an endpoint answers one call. */
    public enum Reaction {
        GOOD,
        /** HTTP 503, gRPC UNAVAILABLE. */
        UNAVAILABLE,
        /** Nothing for a second, then well. */
        LATE
    }

    /** How a call ended: {@code body} is the name of the endpoint, if one answered well. */
    public record Reply(Status status, String body, Map<String, String> headers) {}

    /** What a caller can tell apart in either protocol. */
    public enum Status {
        OK,
        UNAVAILABLE,
        /** HTTP 504, gRPC DEADLINE_EXCEEDED. */
        TIMEOUT,
        /** HTTP 429, gRPC RESOURCE_EXHAUSTED. */
        LIMITED,
        OTHER
    }

    protected final HandSource source = new HandSource();
    private final List<Backend> backends = new ArrayList<>();
    private Mesh mesh;

    protected abstract Cluster.Protocol protocol();

    /** Starts an endpoint on a free port of the loopback address. */
    protected abstract Backend start(String name);

    /** Makes a client that calls through the mesh. */
    protected abstract void connect(Mesh mesh);

    protected abstract void disconnect();

    /** Calls {@link World#UPSTREAM} with these headers. */
    protected abstract Reply call(Map<String, String> headers);

    @BeforeEach
    void open() {
        mesh = Mesh.start(MeshOptions.DEFAULT, source);
        connect(mesh);
    }

    @AfterEach
    void close() {
        disconnect();
        mesh.close();
        backends.forEach(Backend::close);
    }

    protected final Mesh mesh() {
        return mesh;
    }

    protected final Backend backend(String name) {
        Backend backend = start(name);
        backends.add(backend);
        return backend;
    }

    protected final World world() {
        return new World(protocol());
    }

    protected final void publish(World world) {
        MeshSnapshot snapshot = world.snapshot();
        source.publish(snapshot);
    }

    protected final Reply call() {
        return call(Map.of());
    }

    /** An address where nothing listens. */
    protected static Address deadEnd() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new Address("127.0.0.1", socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
