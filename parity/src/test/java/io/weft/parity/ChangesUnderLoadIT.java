package io.weft.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.RateLimiter;
import io.weft.control.ControlPlane;
import io.weft.control.ControlPlaneOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rules that change twenty times a second under 300 calls a second. Every edit gives its number to the route, to the
 * destination and to a subset that only it has, and moves the subset to the other version; so a call that saw half of
 * an edit shows two numbers, a version that is not the number's, or no endpoint.
 */
class ChangesUnderLoadIT {

    /** System property: how many edits to make. */
    private static final int EDITS = Integer.getInteger("weft.edits", 1_000);

    private static final int EDIT_MILLIS = 50;
    private static final int CALLS_PER_SECOND = 300;
    private static final int CALLERS = 4;
    private static final Map<String, String> VERSIONS = Map.of("127.50.9.1", "0", "127.50.9.2", "1");

    private static final JsonNode REQUEST = new JsonMapper().readTree("""
                    {"method": "GET", "path": "/", "host": "alpha.shop.svc.cluster.local", "headers": []}""");

    private final ConcurrentLinkedQueue<String> halves = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean over;

    @Test
    void noCallFailsAndNoneSeesHalfAChange(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("shop.yaml"), SERVICE);
        write(folder, 0);
        Echo echo = new Echo();
        World.Client identity = new World.Client("client", Map.of("app", "client"));
        try (HttpEcho endpoints = new HttpEcho(echo);
                ControlPlane controlPlane =
                        ControlPlane.start(ControlPlaneOptions.of(folder).listeningOn("127.0.0.1", 0));
                MeshClient client = MeshClient.start(controlPlane.port(), identity, echo)) {
            drive(client.http(), folder);
            assertThat(client.http().call(REQUEST).attempts().get(0).header("x-route"))
                    .isEqualTo("" + EDITS);
        }
        System.out.printf(
                "%d edits: %d calls, %d failed, %d saw half a change%n",
                EDITS, calls.get(), failures.size(), halves.size());
        assertThat(failures).isEmpty();
        assertThat(halves).isEmpty();
        assertThat(calls.get()).isGreaterThan(EDITS);
    }

    private void drive(HttpCalls http, Path folder) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
        RateLimiter pace = RateLimiter.create(CALLS_PER_SECOND);
        List<? extends Future<?>> callers = IntStream.range(0, CALLERS)
                .mapToObj(caller -> pool.submit(() -> {
                    while (!over) {
                        pace.acquire();
                        judge(http.call(REQUEST));
                    }
                }))
                .toList();
        for (int edit = 1; edit <= EDITS; edit++) {
            write(folder, edit);
            Thread.sleep(EDIT_MILLIS);
        }
        Thread.sleep(1_000);
        over = true;
        for (Future<?> caller : callers) {
            caller.get();
        }
        pool.shutdown();
    }

    private void judge(HttpCalls.Result result) {
        calls.incrementAndGet();
        if (result.status() != 200) {
            failures.add(result.status() + " " + result.ours());
            return;
        }
        Echo.Seen seen = result.attempts().get(0);
        int route = Integer.parseInt(seen.header("x-route"));
        boolean whole = seen.header("x-destination").equals("" + route)
                && result.ours().orElseThrow().cluster().contains("|s" + route + "|")
                && ("" + route % 2).equals(VERSIONS.get(seen.address()));
        if (!whole) {
            halves.add(seen + " by " + result.ours());
        }
    }

    private static void write(Path folder, int edit) throws Exception {
        Path next = folder.resolve(".rules.yaml.next");
        Files.writeString(next, RULES.replace("<N>", "" + edit).replace("<VERSION>", "" + edit % 2));
        Files.move(next, folder.resolve("rules.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: alpha, namespace: shop}
            spec:
              selector: {app: alpha}
              ports: [{name: http, port: 9080, targetPort: 19080}]
            ---
            apiVersion: networking.istio.io/v1
            kind: WorkloadEntry
            metadata: {name: alpha-0, namespace: shop}
            spec: {address: 127.50.9.1, labels: {app: alpha, version: "0"}}
            ---
            apiVersion: networking.istio.io/v1
            kind: WorkloadEntry
            metadata: {name: alpha-1, namespace: shop}
            spec: {address: 127.50.9.2, labels: {app: alpha, version: "1"}}
            """;

    private static final String RULES = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: alpha, namespace: shop}
            spec:
              host: alpha
              subsets:
              - name: s<N>
                labels: {version: "<VERSION>"}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: alpha, namespace: shop}
            spec:
              hosts: [alpha]
              http:
              - headers:
                  request: {set: {x-route: "<N>"}}
                retries: {attempts: 0}
                route:
                - destination: {host: alpha, subset: s<N>}
                  headers:
                    request: {set: {x-destination: "<N>"}}
            """;
}
