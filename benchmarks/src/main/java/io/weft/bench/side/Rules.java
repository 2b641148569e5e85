package io.weft.bench.side;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the control plane hands out: {@code reviews} with one endpoint, routes and ejection; {@code half} with a second
 * endpoint that refuses connections, under defaults; {@code once}, the same without retries.
 */
final class Rules {

    /** A port of loopback on which nobody listens. */
    static final int REFUSING = 1;

    private static final String SERVICES = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews}
            spec:
              selector: {app: reviews}
              ports: [{name: http, port: 9080}, {name: grpc, port: 7070}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: half}
            spec:
              selector: {app: half}
              ports: [{name: http, port: 9080}, {name: grpc, port: 7070}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: once}
            spec:
              selector: {app: half}
              ports: [{name: http, port: 9080}, {name: grpc, port: 7070}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews}
            spec:
              host: reviews
              trafficPolicy:
                outlierDetection: {consecutive5xxErrors: 5, interval: 10s, baseEjectionTime: 30s}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews}
            spec:
              hosts: [reviews]
              http:
              - match: [{headers: {end-user: {exact: jason}}}]
                route: [{destination: {host: reviews}}]
              - match: [{uri: {prefix: /admin}}]
                route: [{destination: {host: reviews}}]
              - timeout: 10s
                retries: {attempts: 2, retryOn: "connect-failure,refused-stream,unavailable"}
                route: [{destination: {host: reviews}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: once}
            spec:
              hosts: [once]
              http:
              - retries: {attempts: 0}
                route: [{destination: {host: once}}]
            """;

    private Rules() {}

    static void write(Path folder, int http, int grpc) throws IOException {
        Files.writeString(folder.resolve("services.yaml"), SERVICES);
        Files.writeString(
                folder.resolve("workloads.yaml"),
                workload("reviews-1", "reviews", http, grpc)
                        + workload("half-1", "half", http, grpc)
                        + workload("half-2", "half", REFUSING, REFUSING));
    }

    private static String workload(String name, String app, int http, int grpc) {
        return """
                apiVersion: networking.istio.io/v1
                kind: WorkloadEntry
                metadata: {name: %s}
                spec:
                  address: 127.0.0.1
                  labels: {app: %s}
                  ports: {http: %d, grpc: %d}
                ---
                """.formatted(name, app, http, grpc);
    }
}
