package io.weft.runtime.reactor;

import io.weft.model.Address;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.load.LastCalls;
import io.weft.runtime.upstream.LoadProbe;
import io.weft.spi.SnapshotSource;
import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.netty.http.client.HttpClient;

/** Brings clients of Reactor Netty into the mesh. One per mesh; thread-safe; owns no threads. */
public final class ReactorAdapter {

    private final LongSupplier nanoTime;
    private final LastCalls calls;
    private final Http2LoadProbe probe;
    private final Carrier proxyless;
    private volatile Carrier carrier;

    /**
     * Begins proxyless.
     *
     * @param nanoTime the clock that the planner's deadlines are on
     * @param patience how long the first call to an upstream waits for the source to know it
     * @param calls is told of those that are made
     */
    public ReactorAdapter(
            CallPlanner planner, SnapshotSource source, LongSupplier nanoTime, Duration patience, LastCalls calls) {
        this.nanoTime = nanoTime;
        this.calls = calls;
        Dialled dialled = new Dialled();
        this.probe = new Http2LoadProbe(calls, dialled);
        this.proxyless = new MeshCarrier(planner, source, dialled, nanoTime, patience);
        this.carrier = proxyless;
        source.subscribe(dialled::closeAllBut);
    }

    /**
     * A client that calls through the mesh, with the settings, threads and connections of this one. Reactor Netty's own
     * retry is left to the calls that pass through.
     */
    public ReactorClient client(HttpClient client) {
        return new ReactorClient(() -> carrier, nanoTime, client, calls);
    }

    /** Asks endpoints that speak HTTP/2 for their load. */
    public LoadProbe loadProbe() {
        return probe;
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

    /** Ends what it owns: the connections by which it asks for load. */
    public void close() {
        probe.close();
    }
}
