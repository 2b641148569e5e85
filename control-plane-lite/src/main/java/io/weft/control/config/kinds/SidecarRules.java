package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for a Sidecar. */
final class SidecarRules {

    private static final Set<String> LOCAL = Set.of("", "127.0.0.1", "0.0.0.0", "::1", "::");

    private SidecarRules() {}

    static void sidecar(Node spec, Findings findings) {
        boolean empty = spec.items("egress").isEmpty()
                && spec.items("ingress").isEmpty()
                && spec.get("outboundTrafficPolicy").isEmpty()
                && spec.get("inboundConnectionPool").isEmpty();
        if (empty) {
            findings.error(
                    spec,
                    "a Sidecar needs at least one of ingress, egress, outboundTrafficPolicy and inboundConnectionPool");
        }
        uniquePorts(spec.items("ingress"), findings);
        uniquePorts(spec.items("egress"), findings);
        List<Node> egress = spec.items("egress");
        for (int i = 0; i < egress.size() - 1; i++) {
            if (egress.get(i).get("port").isEmpty()) {
                findings.error(egress.get(i), "only the last egress listener may be without a port");
            }
        }
    }

    private static void uniquePorts(List<Node> listeners, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (Node listener : listeners) {
            listener.get("port").ifPresent(port -> {
                String number = port.get("number").map(Node::text).orElse("0");
                String key = number.equals("0") ? listener.text("bind").orElse("") : number;
                if (!seen.add(key)) {
                    findings.error(port, "another listener has this port already");
                }
            });
        }
    }

    static void egress(Node listener, Findings findings) {
        if (listener.items("hosts").isEmpty()) {
            findings.error(listener, "an egress listener needs at least one of hosts");
        }
        listener.items("hosts").forEach(host -> ListenerHosts.sidecar(host, findings));
        listener.get("port").ifPresent(port -> {
            boolean socket = port.number("number") == 0;
            if (!socket) {
                number(port, listener, findings);
                return;
            }
            String bind = listener.text("bind").orElse("");
            if (!bind.startsWith(Addresses.UNIX)) {
                findings.error(port, "a listener without a port number must bind to a Unix socket");
            } else {
                Addresses.unixFault(bind.substring(Addresses.UNIX.length()))
                        .ifPresent(fault -> findings.error(listener.get("bind").orElse(listener), fault));
            }
            if (listener.text("captureMode").orElse("").equals("IPTABLES")) {
                findings.error(listener, "captureMode IPTABLES cannot go with a Unix socket");
            }
        });
    }

    static void ingress(Node listener, Findings findings) {
        listener.get("port").ifPresent(port -> number(port, listener, findings));
        listener.get("defaultEndpoint")
                .filter(endpoint -> !endpoint.text().isEmpty())
                .ifPresent(endpoint -> {
                    String text = endpoint.text();
                    if (text.startsWith(Addresses.UNIX)) {
                        Addresses.unixFault(text.substring(Addresses.UNIX.length()))
                                .ifPresent(fault -> findings.error(endpoint, fault));
                        return;
                    }
                    int colon = text.lastIndexOf(':');
                    String host = colon < 0 ? text : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
                    String port = text.substring(colon + 1);
                    if (colon < 0
                            || !LOCAL.contains(host)
                            || !port.matches("[0-9]{1,5}")
                            || Integer.parseInt(port) < 1
                            || Integer.parseInt(port) > 65535) {
                        findings.error(
                                endpoint,
                                "must be 127.0.0.1:port, 0.0.0.0:port, [::1]:port, [::]:port or unix:///path");
                    }
                });
        listener.get("tls").ifPresent(tls -> tls(tls, listener, findings));
    }

    private static void number(Node port, Node listener, Findings findings) {
        Addresses.requirePort(port.get("number").orElse(port.absent("number")), findings);
        listener.get("bind")
                .filter(bind -> !bind.text().isEmpty())
                .ifPresent(bind -> Addresses.requireIp(bind, findings));
    }

    static void port(Node port, Findings findings) {
        port.get("name")
                .filter(name -> !name.text().isEmpty())
                .ifPresent(name -> Protocols.requireName(port, findings));
        Protocols.require(port, false, findings);
        port.get("targetPort")
                .filter(target -> target.number() > 0)
                .ifPresent(target -> findings.errorAtKey(target, "has no meaning in a Sidecar"));
    }

    private static void tls(Node tls, Node listener, Findings findings) {
        for (String field :
                List.of("subjectAltNames", "httpsRedirect", "credentialName", "credentialNames", "tlsCertificates")) {
            boolean given = tls.get(field)
                    .map(value -> value.is(Node.Type.BOOLEAN)
                            ? tls.flag(field)
                            : !value.text().isEmpty() && !value.text().equals("[]"))
                    .orElse(false);
            if (given) {
                findings.errorAtKey(tls.fields().getOrDefault(field, tls), "is not supported in a Sidecar");
            }
        }
        tls.get("mode")
                .filter(mode -> List.of("ISTIO_MUTUAL", "AUTO_PASSTHROUGH").contains(mode.text()))
                .ifPresent(mode -> findings.error(mode, mode.text() + " cannot be used in a Sidecar"));
        if (!listener.get("port").map(Protocols::isTls).orElse(true)) {
            findings.error(tls, "TLS needs a port of protocol HTTPS or TLS");
        }
    }

    static void outbound(Node policy, Findings findings) {
        policy.get("egressProxy").ifPresent(proxy -> {
            if (!policy.text("mode").orElse("REGISTRY_ONLY").equals("ALLOW_ANY")) {
                findings.errorAtKey(proxy, "an egressProxy needs mode ALLOW_ANY");
            }
            proxy.get("host")
                    .ifPresent(
                            host -> DomainNames.fqdnFault(host.text()).ifPresent(fault -> findings.error(host, fault)));
            if (proxy.get("port").isEmpty()) {
                findings.error(proxy, "`port` is missing");
            }
        });
    }
}
