package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.weft.control.analyze.Analysis;
import io.weft.control.registry.Registry;
import io.weft.proto.guard.v1.DestinationGuard;
import io.weft.proto.guard.v1.InboundGuard;
import io.weft.proto.guard.v1.InboundLimit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficGuardsTest {

    private static final String RATINGS = "outbound|9080||ratings.default.svc.cluster.local";
    private static final String RATINGS_V1 = "outbound|9080|v1|ratings.default.svc.cluster.local";

    private static String guard(String meta, String spec) {
        return """
                ---
                apiVersion: weft.io/v1
                kind: TrafficGuard
                metadata: {%s}
                spec: {%s}
                """.formatted(meta, spec);
    }

    private static String limit(String meta, String spec, int tokens) {
        return guard(meta, spec + ", rateLimit: {tokens: " + tokens + "}");
    }

    /** How many tokens a cluster's guard allows; 0 if it has none. */
    private static int tokens(Given given, String cluster) {
        return given.resource(ResourceType.CDS, cluster)
                .map(found -> ((Cluster) found).getMetadata().getTypedFilterMetadataMap())
                .flatMap(metadata -> Optional.ofNullable(metadata.get("weft.guard")))
                .map(packed ->
                        unpack(packed, DestinationGuard.class).getRateLimit().getTokens())
                .orElse(0);
    }

    private static <M extends com.google.protobuf.Message> M unpack(Any packed, Class<M> type) {
        try {
            return packed.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void balancesByProbingWhereSaid() {
        Given given = Given.yaml(
                Given.WORLD,
                guard("name: a", "host: ratings, loadBalancer: {probing: {}}"),
                guard("name: b", "host: reviews, loadBalancer: {probing: {probesPerRequest: 0.5}}"));

        assertThat(probes(given, RATINGS)).isEqualTo(1);
        assertThat(probes(given, RATINGS.replace("ratings", "reviews"))).isEqualTo(0.5);
    }

    private static double probes(Given given, String cluster) {
        Cluster found = (Cluster) given.resource(ResourceType.CDS, cluster).orElseThrow();
        return unpack(found.getMetadata().getTypedFilterMetadataOrThrow("weft.guard"), DestinationGuard.class)
                .getProbing()
                .getProbesPerRequest();
    }

    @Test
    void guardsAHostAndEachSubsetUnlessThatHasItsOwn() {
        Given given = Given.yaml(
                Given.WORLD,
                limit("name: a", "host: ratings", 1),
                limit("name: b", "host: reviews, subset: v2", 2),
                limit("name: c", "host: reviews", 3));

        assertThat(tokens(given, RATINGS)).isEqualTo(1);
        assertThat(tokens(given, RATINGS_V1)).isEqualTo(1);
        assertThat(tokens(given, RATINGS.replace("||ratings", "|v2|reviews"))).isEqualTo(2);
        assertThat(tokens(given, RATINGS.replace("||ratings", "|v3|reviews"))).isEqualTo(3);
        assertThat(tokens(given, RATINGS.replace("ratings", "details"))).isZero();
    }

    @Test
    void looksInTheClientsNamespaceThenTheServicesThenTheRoot() {
        String root = limit("name: r, namespace: istio-system", "host: '*.cluster.local'", 3);
        String own = limit("name: o", "host: ratings", 2);
        String clients = limit("name: c, namespace: shop", "host: ratings.default.svc.cluster.local", 1);

        assertThat(tokens(Given.yaml(Given.WORLD, root, own, clients).asked(ClientKind.WEFT, "shop"), RATINGS))
                .isEqualTo(1);
        assertThat(tokens(Given.yaml(Given.WORLD, root, own).asked(ClientKind.WEFT, "shop"), RATINGS))
                .isEqualTo(2);
        assertThat(tokens(Given.yaml(Given.WORLD, root).asked(ClientKind.WEFT, "shop"), RATINGS))
                .isEqualTo(3);
        assertThat(tokens(Given.yaml(Given.WORLD, clients), RATINGS)).isZero();
    }

    @Test
    void isSeenOnlyByThoseItIsExportedTo() {
        Given given = Given.yaml(Given.WORLD, limit("name: a", "host: ratings, exportTo: ['.']", 1));

        assertThat(tokens(given, RATINGS)).isEqualTo(1);
        assertThat(tokens(given.asked(ClientKind.WEFT, "shop"), RATINGS)).isZero();
    }

    @Test
    void tellsStockClientsNothingOfIt() {
        String guard = limit("name: a", "host: ratings", 1);
        for (ClientKind kind : new ClientKind[] {ClientKind.GRPC, ClientKind.ENVOY}) {
            Given given = Given.yaml(Given.WORLD, guard).asked(kind, "default");
            Given bare = Given.yaml(Given.WORLD).asked(kind, "default");
            assertThat(given.resource(ResourceType.CDS, RATINGS)).isEqualTo(bare.resource(ResourceType.CDS, RATINGS));
            assertThat(given.resource(ResourceType.LDS, "virtualInbound")).isEmpty();
        }
    }

    @Test
    void tellsAWorkloadWhatItTakes() {
        Given given = Given.yaml(
                Given.WORLD,
                guard(
                        "name: a",
                        "workloadSelector: {matchLabels: {app: productpage}},"
                                + " rateLimit: {tokens: 1, perCaller: true}"),
                guard("name: b", "workloadSelector: {matchLabels: {app: other}}, rateLimit: {tokens: 2}"),
                guard(
                        "name: c, namespace: istio-system",
                        "workloadSelector: {matchLabels: {version: v1}},"
                                + " rateLimit: {tokens: 3, perHeader: x-user}, fallback: [{status: 503, body: busy}]"));

        Listener listener =
                (Listener) given.resource(ResourceType.LDS, "virtualInbound").orElseThrow();
        InboundGuard guard =
                unpack(listener.getMetadata().getTypedFilterMetadataOrThrow("weft.guard"), InboundGuard.class);

        assertThat(guard.getLimitsList())
                .extracting(limit -> limit.getLimit().getTokens())
                .containsExactly(1, 3);
        assertThat(guard.getLimits(0).getPerCase()).isEqualTo(InboundLimit.PerCase.CALLER);
        assertThat(guard.getLimits(0).getRefusal().getStatus()).isEqualTo(429);
        assertThat(guard.getLimits(0).getRefusal().getGrpcStatus()).isEqualTo(8);
        assertThat(guard.getLimits(1).getHeader()).isEqualTo("x-user");
        assertThat(guard.getLimits(1).getRefusal().getBody()).isEqualTo("busy");
    }

    @Test
    void warnsOfHostsAndSubsetsThatDoNotExist() {
        Given given = Given.yaml(
                Given.WORLD, limit("name: a", "host: rating", 1), limit("name: b", "host: ratings, subset: v7", 1));

        assertThat(Analysis.of(given.config(), Registry.EMPTY))
                .extracting(problem -> problem.code() + " " + problem.message())
                .contains(
                        "IST0174 no service has the host rating.default.svc.cluster.local; did you mean"
                                + " `ratings.default.svc.cluster.local`?",
                        "IST0101 no DestinationRule defines the subset v7 of ratings.default.svc.cluster.local; did you"
                                + " mean `v1`?");
    }

    @Test
    void changesWithEveryFieldThatIsWritten() throws Exception {
        Given given = Given.yaml(
                Given.WORLD,
                guard(
                        "name: a",
                        "host: ratings, breaker: {errorRate: 40, slowCallRate: 80,"
                                + " slowCallDuration: 500ms, window: {duration: 10s}, minimumCalls: 30, openFor: 15s, halfOpenCalls: 3,"
                                + " halfOpenFor: 5s}, hedging: {delay: 50ms, attempts: 2}, rateLimit: {tokens: 1, interval: 2s, burst:"
                                + " 3}, fallback: [{on: [FAILURE], status: 200, grpcStatus: ABORTED, headers: {b: '2', a: '1'}, body:"
                                + " x}]"));
        DestinationGuard guard = given.cluster(RATINGS)
                .getMetadata()
                .getTypedFilterMetadataOrThrow("weft.guard")
                .unpack(DestinationGuard.class);

        assertThat(guard.toString().replaceAll("\\s+", " ").strip())
                .isEqualTo("breaker { error_rate: 40.0 slow_call_rate: 80.0 slow_call_duration { nanos: 500000000 }"
                        + " window_duration { seconds: 10 } minimum_calls: 30 open_for { seconds: 15 }"
                        + " half_open_calls: 3 half_open_for { seconds: 5 } } rate_limit { tokens: 1 interval {"
                        + " seconds: 2 } burst: 3 } hedging { delay { nanos: 50000000 } attempts: 2 } fallbacks { on:"
                        + " FAILURE status: 200 grpc_status: 10 headers { name: \"a\" value: \"1\" } headers { name:"
                        + " \"b\" value: \"2\" } body: \"x\" } source: \"mesh.yaml:2\"");
    }
}
