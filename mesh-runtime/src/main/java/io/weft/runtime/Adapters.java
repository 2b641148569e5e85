package io.weft.runtime;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.grpc.GrpcAdapter;
import io.weft.runtime.http.HttpAdapter;
import io.weft.runtime.load.LastCalls;
import io.weft.runtime.reactor.ReactorAdapter;
import io.weft.runtime.upstream.LoadAnswer;
import io.weft.spi.SnapshotSource;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The protocols that this process can speak through the mesh: those whose client library is on the class path. The one
 * place that looks at the mode.
 */
final class Adapters {

    private static final String HTTP_CLIENT = "org.apache.hc.client5.http.impl.classic.HttpClientBuilder";
    private static final String REACTOR_CLIENT = "reactor.netty.http.client.HttpClient";
    private static final String GRPC_CLIENT = "io.grpc.NameResolverProvider";

    private final @Nullable HttpAdapter http;
    private final @Nullable ReactorAdapter reactor;
    private final @Nullable GrpcAdapter grpc;
    private final LastCalls calls = new LastCalls();
    private final HttpLoadProbe loadProbe = new HttpLoadProbe(calls);

    Adapters(CallPlanner planner, SnapshotSource source, MeshOptions options, RandomGenerator random) {
        this.http = isPresent(HTTP_CLIENT)
                ? new HttpAdapter(planner, source, System::nanoTime, options.patience(), calls)
                : null;
        this.reactor = isPresent(REACTOR_CLIENT)
                ? new ReactorAdapter(planner, source, System::nanoTime, options.patience(), calls)
                : null;
        this.grpc = isPresent(GRPC_CLIENT)
                ? new GrpcAdapter(planner, source, System::nanoTime, random, options.patience())
                : null;
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, Adapters.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    void use(MeshMode mode, Address sidecar) {
        if (http != null) {
            switch (mode) {
                case PROXYLESS -> http.proxyless();
                case SIDECAR -> http.sidecar(sidecar);
                case OFF -> http.off();
            }
        }
        if (reactor != null) {
            switch (mode) {
                case PROXYLESS -> reactor.proxyless();
                case SIDECAR -> reactor.sidecar(sidecar);
                case OFF -> reactor.off();
            }
        }
        if (grpc != null) {
            switch (mode) {
                case PROXYLESS -> grpc.proxyless();
                case SIDECAR -> grpc.sidecar(sidecar);
                case OFF -> grpc.off();
            }
        }
    }

    HttpAdapter http() {
        if (http == null) {
            throw new IllegalStateException("HTTP calls need org.apache.httpcomponents.client5:httpclient5");
        }
        return http;
    }

    ReactorAdapter reactor() {
        if (reactor == null) {
            throw new IllegalStateException("reactive HTTP calls need io.projectreactor.netty:reactor-netty-http");
        }
        return reactor;
    }

    GrpcAdapter grpc() {
        if (grpc == null) {
            throw new IllegalStateException("gRPC calls need io.grpc:grpc-core");
        }
        return grpc;
    }

    /** Asks an endpoint for its load, in the way that it is called. */
    void ask(Cluster cluster, Address address, Consumer<LoadAnswer> told) {
        if (cluster.protocol() == Cluster.Protocol.HTTP1) {
            loadProbe.ask(cluster, address, told);
        } else if (reactor != null && calls.authority(cluster).isPresent()) {
            reactor.loadProbe().ask(cluster, address, told);
        } else if (grpc != null) {
            grpc.loadProbe().ask(cluster, address, told);
        } else {
            told.accept(LoadAnswer.Missing.SILENCE);
        }
    }

    /** Lets go of what was made for clusters that are not configured any more. */
    void retain(Set<String> clusterNames) {
        calls.retain(clusterNames);
        loadProbe.retain(clusterNames);
    }

    void close() {
        if (http != null) {
            http.close();
        }
        if (reactor != null) {
            reactor.close();
        }
        if (grpc != null) {
            grpc.deregister();
        }
    }
}
