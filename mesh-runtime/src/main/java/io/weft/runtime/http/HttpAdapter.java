package io.weft.runtime.http;

import io.weft.model.Address;
import io.weft.model.MeshSnapshot;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.load.LastCalls;
import io.weft.spi.SnapshotSource;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Brings clients of Apache HttpClient 5 (classic) into the mesh. One per mesh; thread-safe. Owns the threads that send
 * copies to mirrors, and hedges.
 */
public final class HttpAdapter {

    private static final String NAME = "MESH";

    private final Ways ways;
    private final Beside beside;
    private final List<WeakReference<IdleConnections>> clients = new CopyOnWriteArrayList<>();
    private final Carrier proxyless;
    private final LongSupplier nanoTime;
    private volatile Carrier carrier;

    /**
     * Begins proxyless.
     *
     * @param nanoTime the clock that the planner's deadlines are on
     * @param patience how long the first call to an upstream waits for the source to know it
     * @param calls is told of those that are made over TLS
     */
    public HttpAdapter(
            CallPlanner planner, SnapshotSource source, LongSupplier nanoTime, Duration patience, LastCalls calls) {
        this.ways = new Ways(calls);
        this.beside = new Beside(new Mirrors(ways), new HedgeThreads());
        this.proxyless = new MeshCarrier(planner, new Snapshots(source, patience), ways, beside, nanoTime);
        this.carrier = proxyless;
        this.nanoTime = nanoTime;
        source.subscribe(this::closeIdle);
    }

    /**
     * Makes every client of this builder call through the mesh, under whatever else the builder is set up with.
     * HttpClient's own retries are left to the calls that pass through: they would multiply with the mesh's.
     *
     * @param connections what the builder's connection manager is set up with, which HttpClient keeps to itself: its
     *     timeouts hold where a request has none of its own
     */
    public void install(HttpClientBuilder builder, ConnectionConfig connections) {
        IdleConnections idle = new IdleConnections();
        clients.add(new WeakReference<>(idle));
        Client client = new Client(idle, connections, new ConnectionLives(nanoTime));
        OwnRetries.install(builder);
        builder.addExecInterceptorBefore(
                ChainElement.CONNECT.name(),
                NAME,
                (request, scope, chain) -> carrier.carry(request, scope, chain, client));
    }

    /** From now on the engine does all. */
    public void proxyless() {
        carrier = proxyless;
    }

    /** From now on calls go to Envoy's outbound listener. */
    public void sidecar(Address envoy) {
        carrier = new SidecarCarrier(envoy);
    }

    /** From now on clients behave as without a mesh. */
    public void off() {
        carrier = Carrier.DIRECT;
    }

    /** Ends what it owns: copies and hedges that are under way, and connections that rules ask for. */
    public void close() {
        beside.close();
        ways.close();
    }

    private void closeIdle(MeshSnapshot snapshot) {
        List<HttpRoute> gone = ways.forgetAllBut(snapshot);
        clients.removeIf(client -> client.get() == null);
        if (!gone.isEmpty()) {
            for (WeakReference<IdleConnections> client : clients) {
                IdleConnections idle = client.get();
                if (idle != null) {
                    idle.close(gone);
                }
            }
        }
    }
}
