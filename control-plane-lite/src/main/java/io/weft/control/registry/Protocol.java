package io.weft.control.registry;

import java.util.Locale;
import java.util.Optional;

/** What is spoken on a service port, in Istio's words. */
public enum Protocol {
    HTTP,
    HTTP2,
    GRPC,
    GRPC_WEB,
    HTTPS,
    TLS,
    TCP,
    MONGO,
    MYSQL,
    REDIS,
    UDP,
    /** Not said: HTTP as far as a caller speaks it (Istio's protocol detection). */
    UNSPECIFIED;

    /** Whether VirtualService.http applies to the port. */
    public boolean isHttp() {
        return this == HTTP || this == HTTP2 || this == GRPC || this == GRPC_WEB || this == UNSPECIFIED;
    }

    /** Whether endpoints are called over HTTP/2. */
    public boolean isHttp2() {
        return this == HTTP2 || this == GRPC || this == GRPC_WEB;
    }

    /** Istio's protocol of a Kubernetes Service port: appProtocol, else the part of its name before a dash. */
    public static Protocol ofKubernetes(String name, Optional<String> appProtocol, String transport) {
        if (transport.equalsIgnoreCase("UDP")) {
            return UDP;
        }
        return appProtocol
                .map(Protocol::ofAppProtocol)
                .filter(protocol -> protocol != UNSPECIFIED)
                .orElseGet(() -> ofName(name));
    }

    /** Istio's protocol of a ServiceEntry or Gateway port. */
    static Protocol parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "http", "http_proxy" -> HTTP;
            case "http2" -> HTTP2;
            case "grpc" -> GRPC;
            case "grpc-web" -> GRPC_WEB;
            case "https" -> HTTPS;
            case "tls" -> TLS;
            case "tcp" -> TCP;
            case "mongo" -> MONGO;
            case "mysql" -> MYSQL;
            case "redis" -> REDIS;
            case "udp" -> UDP;
            default -> UNSPECIFIED;
        };
    }

    private static Protocol ofAppProtocol(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "kubernetes.io/h2c" -> HTTP2;
            case "kubernetes.io/ws" -> HTTP;
            case "kubernetes.io/wss" -> HTTPS;
            default -> parse(word);
        };
    }

    private static Protocol ofName(String name) {
        if (name.toLowerCase(Locale.ROOT).startsWith("grpc-web")) {
            return GRPC_WEB;
        }
        int dash = name.indexOf('-');
        return parse(dash < 0 ? name : name.substring(0, dash));
    }
}
