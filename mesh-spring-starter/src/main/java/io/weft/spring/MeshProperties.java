package io.weft.spring;

import io.weft.runtime.MeshMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the mesh.
 *
 * @param enabled whether there is a mesh at all; without, the application runs as if the dependency were absent
 * @param mode who carries out the rules: this process (proxyless), a local Envoy (sidecar), or nobody (off)
 * @param service name of this service, label "app" of the workload; spring.application.name by default
 * @param namespace namespace of this workload; short names of services are looked up in it
 * @param version label "version" of the workload, which subsets select
 * @param labels further labels of the workload
 * @param serviceAccount whom the workload acts as
 * @param locality where the workload runs: region/zone/subzone, later parts optional
 * @param upstreams services (host:port) that are asked for at start, so that the first calls to them need not wait
 * @param drainDelay how long servers go on taking calls after this workload has said that it is leaving
 * @param traceHeaders which headers of an incoming request the calls of its work take along
 * @param controlPlane the way to the control plane
 * @param register how this workload appears in the registry
 * @param sidecar the local Envoy of mode sidecar
 */
@ConfigurationProperties("mesh")
public record MeshProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("proxyless") MeshMode mode,
        @Nullable String service,
        @DefaultValue("default") String namespace,
        @DefaultValue("") String version,
        @DefaultValue Map<String, String> labels,
        @DefaultValue("") String serviceAccount,
        @DefaultValue("") String locality,
        @DefaultValue List<String> upstreams,
        @DefaultValue("500ms") Duration drainDelay,
        @DefaultValue TraceHeaders traceHeaders,
        @DefaultValue ControlPlane controlPlane,
        @DefaultValue Register register,
        @DefaultValue Sidecar sidecar) {

    /**
     * Which headers of an incoming request the calls of its work take along: request id, baggage, end-user, user-agent
     * and the headers of the usual tracers, and none of the caller's credentials.
     *
     * @param additional names to take along as well, such as authorization where every service called may see it
     * @param excluded names not to take along
     */
    public record TraceHeaders(
            @DefaultValue List<String> additional,
            @DefaultValue List<String> excluded) {}

    /**
     * The way to the control plane.
     *
     * @param address host:port
     * @param failFast whether the application refuses to start while the control plane cannot be reached; otherwise it
     *     starts at once and calls pass through to DNS
     * @param initialTimeout how long the first connection may take before that is decided, and the first answers
     *     before what is asked for passes through; a control plane that can be reached has 5 s in any case
     * @param patience how long the first call to a service waits for the control plane to speak about it
     * @param cacheFolder where the last good configuration is kept for a restart without a control plane; none by
     *     default
     */
    public record ControlPlane(
            @DefaultValue("localhost:15010") String address,
            @DefaultValue("false") boolean failFast,
            @DefaultValue("1s") Duration initialTimeout,
            @DefaultValue("5s") Duration patience,
            @Nullable String cacheFolder) {}

    /**
     * How this workload appears in the registry.
     *
     * @param enabled whether it registers at all; switch it off where the platform does it
     * @param name unique among the workloads of the namespace; the service with a random suffix by default
     * @param address IP address under which others reach it; the one that the control plane sees by default
     * @param ports further ports by the name of the Service's port, or others than the servers': "http" is the web
     *     server's, "grpc" the gRPC server's
     * @param weight its share among its peers
     */
    public record Register(
            @DefaultValue("true") boolean enabled,
            @Nullable String name,
            @DefaultValue("") String address,
            @DefaultValue Map<String, Integer> ports,
            @DefaultValue("1") int weight) {}

    /**
     * The local Envoy of mode sidecar.
     *
     * @param address host:port of its outbound listener
     */
    public record Sidecar(@DefaultValue("127.0.0.1:15001") String address) {}
}
