package io.weft.model;

import java.util.List;
import java.util.Optional;

/**
 * TLS that the mesh originates towards a cluster (Istio's ClientTLSSettings, modes SIMPLE and MUTUAL).
 *
 * @param sni the server name that is asked for; empty for the host that the call names
 * @param subjectAltNames the server's certificate must carry one of these; empty for the server name
 * @param caCertificates path of a PEM file with trusted roots; empty for the Java runtime's own
 * @param clientCertificate path of a PEM file with our certificate chain; empty for none (SIMPLE)
 * @param privateKey path of the PEM file with its key; empty for none
 * @param insecureSkipVerify whether any server certificate will do
 */
public record UpstreamTls(
        Optional<String> sni,
        List<String> subjectAltNames,
        Optional<String> caCertificates,
        Optional<String> clientCertificate,
        Optional<String> privateKey,
        boolean insecureSkipVerify) {
    public UpstreamTls {
        subjectAltNames = List.copyOf(subjectAltNames);
    }
}
