package io.weft.control.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host name that the mesh knows: a Kubernetes Service, or one host of a ServiceEntry.
 *
 * @param host its full name in lower case; a wildcard for a ServiceEntry's
 * @param name of the object
 * @param namespace of the object
 * @param origin what kind of object it is
 * @param ports in the order written
 * @param resolution how its endpoints are found
 * @param selector labels of the workloads behind it, in its own namespace; empty for none
 * @param endpoints listed by the object
 * @param visibility who sees it
 * @param external whether it lies outside the mesh
 * @param subjectAltNames what its endpoints' certificates must say, where TLS is originated and the rule names none
 */
public record MeshService(
        String host,
        String name,
        String namespace,
        Origin origin,
        List<ServicePort> ports,
        Resolution resolution,
        Map<String, String> selector,
        List<Workload> endpoints,
        Visibility visibility,
        boolean external,
        List<String> subjectAltNames) {

    /** Kinds of object that make a service. */
    public enum Origin {
        KUBERNETES,
        SERVICE_ENTRY
    }

    /** How the addresses behind a service are found. */
    public enum Resolution {
        /** They are known: registered workloads, WorkloadEntry objects, or listed. */
        STATIC,
        /** By DNS, every address that it gives. */
        DNS,
        /** By DNS, one address at a time (Istio's DNS_ROUND_ROBIN). */
        DNS_ROUND_ROBIN,
        /** By the caller (Istio's NONE). */
        NONE
    }

    public MeshService {
        ports = List.copyOf(ports);
        selector = Map.copyOf(selector);
        endpoints = List.copyOf(endpoints);
        subjectAltNames = List.copyOf(subjectAltNames);
    }

    /** The service of one name that a wildcard takes in. */
    MeshService at(String name) {
        return new MeshService(
                name,
                this.name,
                namespace,
                origin,
                ports,
                resolution,
                selector,
                endpoints,
                visibility,
                external,
                subjectAltNames);
    }

    public Optional<ServicePort> port(int number) {
        return ports.stream().filter(port -> port.number() == number).findFirst();
    }
}
