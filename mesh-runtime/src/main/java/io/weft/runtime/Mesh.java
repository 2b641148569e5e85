package io.weft.runtime;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.call.TraceHeaders;
import io.weft.runtime.grpc.GrpcAdapter;
import io.weft.runtime.guard.BreakerView;
import io.weft.runtime.guard.HedgingView;
import io.weft.runtime.guard.InboundLimits;
import io.weft.runtime.load.ServerLoad;
import io.weft.runtime.reactor.ReactorAdapter;
import io.weft.runtime.upstream.ClusterView;
import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.SnapshotSource;
import io.weft.spi.SourceStatus;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The mesh inside this process: one engine, and the doors by which clients come to it.
 *
 * <pre>{@code
 * SnapshotSource source = XdsSource.open(XdsBootstrap.of("localhost:15010", "shop", "default"));
 * try (Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source)) {
 *     HttpClientBuilder builder = HttpClientBuilder.create();
 *     mesh.install(builder);
 *     try (CloseableHttpClient client = builder.build()) {
 *         HttpGet get = new HttpGet("http://reviews:9080/reviews/0");
 *         String body = client.execute(get, response -> EntityUtils.toString(response.getEntity()));
 *     }
 * }
 * }</pre>
 */
public final class Mesh implements AutoCloseable {

    private final MeshOptions options;
    private final SnapshotSource source;
    private final Upstreams upstreams;
    private final CallPlanner planner;
    private final InboundLimits inbound = new InboundLimits(System::nanoTime);
    private final Adapters adapters;
    private final ServerLoad serverLoad = new ServerLoad(System::nanoTime);
    private volatile MeshMode mode;

    private Mesh(MeshOptions options, SnapshotSource source) {
        RandomGenerator random = new SharedRandom();
        this.options = options;
        this.source = source;
        this.upstreams =
                new Upstreams(System::nanoTime, random, Optional.of(new TcpProbe()), Optional.of(this::askForLoad));
        this.planner = new CallPlanner(upstreams, options.events(), System::nanoTime, random);
        this.adapters = new Adapters(planner, source, options, random);
        this.mode = options.mode();
        source.subscribe(this::adopt);
        use(options.mode());
    }

    private void adopt(MeshSnapshot snapshot) {
        upstreams.retain(snapshot.clusters().keySet());
        adapters.retain(snapshot.clusters().keySet());
        planner.prepare(snapshot);
        limit(snapshot);
    }

    private void askForLoad(Cluster cluster, Address address, Consumer<LoadAnswer> told) {
        adapters.ask(cluster, address, told);
    }

    /** Only where the library carries out the rules. */
    private void limit(MeshSnapshot snapshot) {
        boolean applied = mode == MeshMode.PROXYLESS;
        inbound.use(
                applied && snapshot.upstreams().get(Upstream.INBOUND) instanceof Upstream.Inbound own
                        ? own.limits()
                        : List.of());
    }

    /** Puts a mesh together. It takes the source over: closing the mesh closes it. */
    public static Mesh start(MeshOptions options, SnapshotSource source) {
        return new Mesh(options, source);
    }

    /**
     * Makes every client of this builder call through the mesh; HttpClient's own retries are left to the calls that
     * pass through. A timeout of the caller that is shorter than a rule's holds, if it is in a {@code RequestConfig};
     * for those of connections see {@link #install(HttpClientBuilder, ConnectionConfig)}.
     */
    public void install(HttpClientBuilder builder) {
        install(builder, ConnectionConfig.DEFAULT);
    }

    /**
     * As {@link #install(HttpClientBuilder)}, for a client with timeouts of its own on its connections.
     *
     * @param connections what the builder's connection manager is set up with, which HttpClient keeps to itself: its
     *     connect and socket timeouts hold where a request has none
     */
    public void install(HttpClientBuilder builder, ConnectionConfig connections) {
        adapters.http().install(builder, connections);
    }

    /**
     * For clients of Reactor Netty, which WebClient is built on. Not such a client itself, so that this class can be
     * looked at without Reactor Netty.
     */
    public ReactorAdapter reactor() {
        return adapters.reactor();
    }

    /**
     * Makes every gRPC channel that is built from now on, with a target that names no scheme, call through the mesh;
     * {@code mesh:///reviews:9080} says so explicitly, {@code dns:///reviews:9080} the contrary. Ends with the mesh.
     */
    public void registerGrpc() {
        adapters.grpc().register();
    }

    /** For HTTP servers: the headers of a request that the calls of its work take along. */
    public TraceHeaders traceHeaders() {
        return options.traceHeaders();
    }

    /**
     * For gRPC servers: refuses calls above this workload's limits, and takes the trace headers and the deadline of the
     * others along to the calls that their work makes.
     */
    public ServerInterceptor grpcServerInterceptor() {
        return adapters.grpc().serverInterceptor(options.traceHeaders(), inboundLimits());
    }

    /**
     * For gRPC servers: counts the calls that are served, and answers callers that balance by probing. Outermost, so
     * that these need no credentials; to be left out with {@link #grpcLoadService()} where that is not wanted.
     */
    public ServerInterceptor grpcLoadInterceptor() {
        return GrpcAdapter.loadInterceptor(serverLoad);
    }

    /** For gRPC servers: the method that callers ask by. To be added to the server beside its own services. */
    public BindableService grpcLoadService() {
        return GrpcAdapter.loadService(serverLoad);
    }

    /** For HTTP servers: what this workload takes of its callers. From the first use on, the control plane is asked. */
    public InboundLimits inboundLimits() {
        source.warmUp(List.of(Upstream.INBOUND));
        return inbound;
    }

    /** For servers: the requests that this process serves, which callers that balance by probing ask about. */
    public ServerLoad serverLoad() {
        return serverLoad;
    }

    public MeshMode mode() {
        return mode;
    }

    /** Changes the mode for all calls that begin from now on. */
    public synchronized void use(MeshMode next) {
        adapters.use(next, options.sidecar());
        mode = next;
        limit(source.current());
    }

    /** The configuration in force. */
    public MeshSnapshot snapshot() {
        return source.current();
    }

    /** How fresh that is. */
    public SourceStatus status() {
        return source.status();
    }

    /** Every cluster that was called so far, with the state of its endpoints. */
    public Collection<ClusterView> clusters() {
        return upstreams.views();
    }

    /** The breakers of the clusters that have one, as they stand. */
    public List<BreakerView> breakers() {
        return planner.breakers();
    }

    /** What became of hedging, for the clusters whose guard asks for it. */
    public List<HedgingView> hedging() {
        return planner.hedging();
    }

    /** Asks for upstreams ahead of their first use, so that the first calls need not wait. */
    public void warmUp(Collection<String> hostsAndPorts) {
        source.warmUp(hostsAndPorts);
    }

    @Override
    public void close() {
        use(MeshMode.OFF);
        adapters.close();
        source.close();
    }
}
