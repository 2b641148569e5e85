package io.weft.runtime.grpc;

import io.grpc.BindableService;
import io.grpc.LoadBalancerRegistry;
import io.grpc.NameResolver;
import io.grpc.NameResolverRegistry;
import io.grpc.ServerInterceptor;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.MeshSnapshot;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.call.TraceHeaders;
import io.weft.runtime.guard.InboundLimits;
import io.weft.runtime.load.ServerLoad;
import io.weft.runtime.upstream.LoadProbe;
import io.weft.spi.SnapshotSource;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Brings gRPC's channels and servers of this process into the mesh. One per mesh; thread-safe; owns no threads.
 *
 * <p>While it is registered, {@code forTarget("reviews:9080")} and {@code forAddress("reviews", 9080)} make channels of
 * the mesh; {@code dns:///reviews:9080} still means DNS. Calls to hosts that the mesh does not know go where DNS says.
 */
public final class GrpcAdapter {

    private final Planning planning;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final MeshResolverProvider resolvers = new MeshResolverProvider(this);
    private final MeshBalancerProvider balancers = new MeshBalancerProvider();
    private final SecureChannels secure = new SecureChannels();
    private final GrpcLoadProbe probe = new GrpcLoadProbe(secure);
    private final Set<MeshResolver> channels = ConcurrentHashMap.newKeySet();
    private volatile Set<Address> dialled = Set.of();
    private volatile Optional<Address> sidecar = Optional.empty();

    /**
     * Begins proxyless.
     *
     * @param nanoTime the clock that the planner's deadlines are on
     * @param random for request ids of calls that come without
     * @param patience how long the first call to an upstream waits for the source to know it
     */
    public GrpcAdapter(
            CallPlanner planner,
            SnapshotSource source,
            LongSupplier nanoTime,
            RandomGenerator random,
            Duration patience) {
        this.planning = new Planning(planner, source, nanoTime, patience);
        this.nanoTime = nanoTime;
        this.random = random;
        source.subscribe(this::follow);
    }

    /** Makes {@code mesh} the default scheme of gRPC targets in this process. */
    public void register() {
        LoadBalancerRegistry.getDefaultRegistry().register(balancers);
        NameResolverRegistry.getDefaultRegistry().register(resolvers);
    }

    /** Undoes {@link #register}. Channels that are in use keep working as they are. */
    public void deregister() {
        NameResolverRegistry.getDefaultRegistry().deregister(resolvers);
        LoadBalancerRegistry.getDefaultRegistry().deregister(balancers);
        secure.close();
    }

    /** From now on the engine does all. */
    public void proxyless() {
        planning.use(Planning.Mode.PROXYLESS);
    }

    /** From now on calls go to Envoy's outbound listener at this address, and only trace headers are taken along. */
    public void sidecar(Address listener) {
        sidecar = Optional.of(listener);
        planning.use(listener);
        channels.forEach(this::tell);
    }

    /** From now on calls travel as without a mesh. */
    public void off() {
        planning.use(Planning.Mode.OFF);
    }

    /**
     * For servers: keeps to these limits, and takes these headers and the deadline of a request along to the calls that
     * its work makes.
     */
    public ServerInterceptor serverInterceptor(TraceHeaders headers, InboundLimits limits) {
        return new LimitInterceptor(limits, new WorkInterceptor(headers, nanoTime, random));
    }

    /** Asks gRPC servers for their load. */
    public LoadProbe loadProbe() {
        return probe;
    }

    /** For servers: lets other processes ask for this load. To go with {@link #loadInterceptor}, which counts it. */
    public static BindableService loadService(ServerLoad load) {
        return new LoadService(load);
    }

    /** For servers: counts calls. Outermost, a question for the load is answered whatever other interceptors demand. */
    public static ServerInterceptor loadInterceptor(ServerLoad load) {
        return new LoadInterceptor(new LoadService(load));
    }

    NameResolver resolve(URI target, NameResolver.Args args) {
        URI dnsTarget = URI.create("dns://" + target.getRawPath());
        NameResolver dns = Objects.requireNonNull(
                NameResolverRegistry.getDefaultRegistry().asFactory().newNameResolver(dnsTarget, args),
                "no DNS resolver is registered");
        MeshResolver resolver = new MeshResolver(
                dns,
                args,
                all(),
                channel -> new Resolution(
                        args.getServiceConfigParser(),
                        new MeshInterceptor(
                                planning,
                                Authorities.port(dns.getServiceAuthority(), args.getDefaultPort()),
                                channel::passThrough,
                                args.getScheduledExecutorService(),
                                secure,
                                probe,
                                new Timeouts(args.getScheduledExecutorService(), planning::now))),
                channels::remove);
        channels.add(resolver);
        return resolver;
    }

    private void follow(MeshSnapshot snapshot) {
        secure.retain(snapshot);
        probe.retain(snapshot.clusters().keySet());
        Set<Address> addresses = new HashSet<>();
        for (Cluster cluster : snapshot.clusters().values()) {
            for (Endpoint endpoint : cluster.endpoints()) {
                addresses.add(endpoint.address());
            }
        }
        if (!addresses.equals(dialled)) {
            dialled = Set.copyOf(addresses);
            channels.forEach(this::tell);
        }
    }

    private void tell(MeshResolver channel) {
        channel.dial(all());
    }

    private Set<Address> all() {
        if (sidecar.isEmpty()) {
            return dialled;
        }
        Set<Address> all = new HashSet<>(dialled);
        all.add(sidecar.get());
        return Set.copyOf(all);
    }
}
