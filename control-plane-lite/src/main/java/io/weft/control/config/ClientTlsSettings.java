package io.weft.control.config;

import java.util.List;
import java.util.Optional;

/** TLS of the connections to a host. */
public record ClientTlsSettings(
        Mode mode,
        Optional<String> clientCertificate,
        Optional<String> privateKey,
        Optional<String> caCertificates,
        Optional<String> credentialName,
        List<String> subjectAltNames,
        Optional<String> sni,
        boolean insecureSkipVerify,
        Optional<String> caCrl) {
    public ClientTlsSettings {
        subjectAltNames = List.copyOf(subjectAltNames);
    }

    /** Who proves itself to whom. */
    public enum Mode {
        DISABLE,
        SIMPLE,
        MUTUAL,
        ISTIO_MUTUAL
    }
}
