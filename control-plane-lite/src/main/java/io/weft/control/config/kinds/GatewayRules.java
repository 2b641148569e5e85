package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for a Gateway and for TLS of servers. */
final class GatewayRules {

    private GatewayRules() {}

    static void gateway(Node spec, Findings findings) {
        if (spec.items("servers").isEmpty()) {
            findings.error(spec, "a Gateway needs at least one of servers");
        }
        Set<String> names = new HashSet<>();
        for (Node server : spec.items("servers")) {
            server.get("port")
                    .flatMap(port -> port.get("name"))
                    .filter(name -> !names.add(name.text()))
                    .ifPresent(name -> findings.error(name, "the port name `" + name.text() + "` is used twice"));
        }
    }

    static void server(Node server, Findings findings) {
        if (server.items("hosts").isEmpty()) {
            findings.error(server, "a server needs at least one of hosts");
        }
        server.items("hosts").forEach(host -> ListenerHosts.gateway(host, findings));
        server.get("port").ifPresent(port -> {
            boolean known = port(port, server, findings);
            if (known) {
                tlsFits(port, server, findings);
            }
        });
    }

    private static boolean port(Node port, Node server, Findings findings) {
        String bind = server.text("bind").orElse("");
        boolean socket = bind.startsWith(Addresses.UNIX);
        Node bound = server.get("bind").orElse(server);
        Node number = port.get("number").orElse(port);
        boolean valid = true;
        if (socket) {
            Addresses.unixFault(bind.substring(Addresses.UNIX.length()))
                    .ifPresent(fault -> findings.error(bound, fault));
            if (number.number() != 0) {
                findings.error(number, "must be 0 with a Unix socket");
            }
        } else {
            valid = number.number() >= 1 && number.number() <= 65535;
            Addresses.requirePort(number, findings);
            if (!bind.isEmpty()) {
                Addresses.requireIp(bound, findings);
            }
        }
        if (port.number("targetPort") > 0) {
            findings.errorAtKey(port.fields().getOrDefault("targetPort", port), "has no meaning in a Gateway");
        }
        if (port.text("name").isEmpty()) {
            findings.error(port.get("name").orElse(port), "a port's name must not be empty");
        }
        return Protocols.require(port, true, findings) && valid;
    }

    private static void tlsFits(Node port, Node server, Findings findings) {
        boolean redirect =
                server.get("tls").map(tls -> tls.flag("httpsRedirect")).orElse(false);
        boolean given = server.get("tls").isPresent();
        if (Protocols.isTls(port) && !given) {
            findings.error(server, "a port of protocol HTTPS or TLS needs `tls`");
        } else if (!Protocols.isTls(port) && given) {
            Node tls = server.get("tls").orElse(server);
            boolean passThrough = List.of("PASSTHROUGH", "AUTO_PASSTHROUGH")
                    .contains(tls.text("mode").orElse("PASSTHROUGH"));
            boolean certificates = List.of("caCertificates", "privateKey", "serverCertificate").stream()
                    .anyMatch(field -> tls.text(field).isPresent());
            if (!Protocols.isHttp(port) || !passThrough || certificates) {
                findings.errorAtKey(tls, "a port of protocol " + Protocols.of(port) + " cannot have TLS settings");
            }
        }
        if (redirect && !Protocols.isHttp(port)) {
            findings.warning(
                    Codes.NO_EFFECT, server.get("tls").orElse(server), "httpsRedirect is for servers of plain HTTP");
        }
    }

    static void serverTls(Node tls, Findings findings) {
        String mode = tls.text("mode").orElse("PASSTHROUGH");
        if (mode.equals("ISTIO_MUTUAL")) {
            for (String field : List.of(
                    "serverCertificate",
                    "privateKey",
                    "caCertificates",
                    "credentialName",
                    "tlsCertificates",
                    "credentialNames")) {
                if (tls.text(field).isPresent()) {
                    findings.errorAtKey(
                            tls.fields().getOrDefault(field, tls), "mode ISTIO_MUTUAL takes the mesh's certificates");
                }
            }
            return;
        }
        boolean files = tls.text("serverCertificate").isPresent()
                && tls.text("privateKey").isPresent();
        boolean credential = tls.text("credentialName").isPresent();
        boolean several = !tls.items("credentialNames").isEmpty();
        boolean listed = !tls.items("tlsCertificates").isEmpty();
        if ((files ? 1 : 0) + (credential ? 1 : 0) + (several ? 1 : 0) + (listed ? 1 : 0) > 1) {
            findings.error(
                    tls,
                    "give the certificate in one way: credentialName, credentialNames, tlsCertificates, or serverCertificate with privateKey");
        }
        boolean needed = List.of("SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL").contains(mode);
        if (needed && (credential || several)) {
            return;
        }
        if (needed) {
            certificates(tls, mode, findings);
        }
        if (tls.text("caCrl").isPresent() && (credential || mode.equals("SIMPLE"))) {
            findings.errorAtKey(
                    tls.fields().getOrDefault("caCrl", tls),
                    "cannot go with mode " + mode + (credential ? " and a credentialName" : ""));
        }
    }

    private static void certificates(Node tls, String mode, Findings findings) {
        if (!mode.equals("SIMPLE") && tls.text("caCertificates").isEmpty()) {
            findings.error(tls, "mode " + mode + " needs `caCertificates` or `credentialName`");
        }
        List<Node> listed = tls.items("tlsCertificates");
        for (Node certificate : listed.isEmpty() ? List.of(tls) : listed) {
            for (String field : List.of("serverCertificate", "privateKey")) {
                if (certificate.text(field).isEmpty()) {
                    findings.error(certificate, "mode " + mode + " needs `" + field + "` or `credentialName`");
                }
            }
        }
    }
}
