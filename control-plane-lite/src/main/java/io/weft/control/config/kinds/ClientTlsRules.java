package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.List;

/** What holds for TLS towards a host. */
final class ClientTlsRules {

    private static final String CONFIG_MAP = "configmap://";

    private final String namespace;

    /** @param namespace of the rule */
    ClientTlsRules(String namespace) {
        this.namespace = namespace;
    }

    void check(Node tls, Findings findings) {
        String mode = tls.text("mode").orElse("DISABLE");
        boolean credential = tls.text("credentialName").isPresent();
        boolean simple = mode.equals("SIMPLE");
        boolean mutual = mode.equals("MUTUAL");
        tls.get("credentialName").ifPresent(name -> configMap(name, findings));
        if (tls.flag("insecureSkipVerify") && (simple || mutual)) {
            boolean verifies = tls.text("caCertificates").isPresent()
                    || tls.get("subjectAltNames").isPresent()
                    || simple && credential;
            if (verifies) {
                findings.error(
                        tls,
                        "insecureSkipVerify verifies nothing; leave out caCertificates, credentialName and subjectAltNames");
            }
        } else if (simple && !credential && tls.text("caCertificates").isEmpty()) {
            findings.warning(
                    Codes.NO_CA,
                    tls,
                    "without caCertificates the roots of the caller's Java runtime decide whom to trust");
        }
        limits(tls, mode, findings);
        if (credential && (simple || mutual)) {
            if (List.of("clientCertificate", "caCertificates", "privateKey", "caCrl").stream()
                    .anyMatch(field -> tls.text(field).isPresent())) {
                findings.error(
                        tls,
                        "credentialName replaces clientCertificate, privateKey, caCertificates and caCrl; give one or the other");
            }
        } else if (mutual) {
            for (String field : List.of("clientCertificate", "privateKey")) {
                if (tls.text(field).isEmpty()) {
                    findings.error(tls, "mode MUTUAL needs `" + field + "` or `credentialName`");
                }
            }
        }
    }

    private static void limits(Node tls, String mode, Findings findings) {
        if (mode.equals("ISTIO_MUTUAL")) {
            findings.warning(
                    Codes.NOT_APPLIED, tls, "mode ISTIO_MUTUAL is not applied: calls leave without TLS of the mesh");
        } else if (!mode.equals("DISABLE")) {
            tls.get("credentialName")
                    .ifPresent(
                            name -> findings.warning(
                                    Codes.NOT_APPLIED,
                                    name,
                                    "`credentialName` is not applied: it names a Secret of Kubernetes; put its parts into files"
                                            + " on the caller's machine and name them in caCertificates, clientCertificate and"
                                            + " privateKey. Until then Java's own roots are trusted and no certificate is shown"));
            tls.get("caCrl")
                    .ifPresent(list -> findings.warning(
                            Codes.NOT_APPLIED, list, "`caCrl` is not applied: revoked certificates are accepted"));
        }
    }

    private void configMap(Node name, Findings findings) {
        if (!name.text().startsWith(CONFIG_MAP)) {
            return;
        }
        String[] parts = name.text().substring(CONFIG_MAP.length()).split("/", -1);
        boolean valid = parts.length == 2
                ? parts[0].equals(namespace) && !parts[1].isEmpty()
                : parts.length == 1 && !parts[0].isEmpty();
        if (!valid) {
            findings.error(name, "must name a ConfigMap of the namespace " + namespace);
        }
    }
}
