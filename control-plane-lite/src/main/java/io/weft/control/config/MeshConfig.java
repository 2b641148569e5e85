package io.weft.control.config;

import java.util.Locale;

/**
 * Mesh-wide settings (the few of Istio's MeshConfig that matter here).
 *
 * @param rootNamespace whose rules hold for every namespace
 * @param domain the suffix of service names
 * @param defaultNamespace of objects that name none
 * @param outboundTrafficPolicy of workloads whose Sidecar does not set one, and of those without a Sidecar
 * @param defaults what holds where no rule says otherwise
 */
public record MeshConfig(
        String rootNamespace,
        String domain,
        String defaultNamespace,
        OutboundTrafficPolicy outboundTrafficPolicy,
        MeshDefaults defaults) {

    /** Istio's own: {@code istio-system}, {@code cluster.local}, {@code default}, {@code ALLOW_ANY}. */
    public static final MeshConfig DEFAULT =
            new MeshConfig("istio-system", "cluster.local", "default", OutboundTrafficPolicy.ALLOW_ANY);

    /** With Istio's own defaults. */
    public MeshConfig(
            String rootNamespace, String domain, String defaultNamespace, OutboundTrafficPolicy outboundTrafficPolicy) {
        this(rootNamespace, domain, defaultNamespace, outboundTrafficPolicy, MeshDefaults.NONE);
    }

    /** The same mesh with other defaults. */
    public MeshConfig withDefaults(MeshDefaults others) {
        return new MeshConfig(rootNamespace, domain, defaultNamespace, outboundTrafficPolicy, others);
    }

    /** The full name of a host as a rule of that namespace means it: a name without a dot is a service beside it. */
    public String fqdn(String host, String namespace) {
        boolean isShort = !host.contains(".") && !host.equals("*");
        return isShort ? serviceHost(host, namespace) : host.toLowerCase(Locale.ROOT);
    }

    /** The full name of a Kubernetes service. */
    public String serviceHost(String service, String namespace) {
        return (service + "." + namespace + ".svc." + domain).toLowerCase(Locale.ROOT);
    }
}
