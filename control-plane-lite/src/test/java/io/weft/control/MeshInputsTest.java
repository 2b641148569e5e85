package io.weft.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.registry.Locality;
import io.weft.control.registry.Registry;
import io.weft.control.registry.Workload;
import io.weft.control.store.FolderChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeshInputsTest {

    private static final String MESH = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews}
            spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews}
            spec:
              host: reviews
              subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: ratings}
            spec: {host: ratings}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews}
            spec:
              hosts: [reviews]
              gateways: [mesh, front]
              http: [{route: [{destination: {host: reviews, subset: v3}}]}]
            """;

    private final MeshInputs inputs = new MeshInputs("rules", MeshConfig.DEFAULT);

    @Test
    void tellsWhatIsWrongWithFilesAndBetweenThemOnceAndByPlace() {
        read();
        assertThat(inputs.problems())
                .extracting(problem -> problem.position().line() + " " + problem.code())
                .containsExactly("13 IST0174", "18 IST0101", "23 WEFT0002", "24 IST0101");
    }

    @Test
    void remarksOnWorkloadsThatAreNotThereYetAndWarnsOfNothing() {
        read();
        List<Problem> before = inputs.problems();
        inputs.accept(Registry.EMPTY.with(reviews("v1")));
        assertThat(inputs.problems())
                .containsAll(before)
                .filteredOn(problem -> !before.contains(problem))
                .hasSize(1)
                .allMatch(problem -> problem.severity() == Severity.INFO)
                .allMatch(problem -> problem.path().equals("spec.subsets[1]"));
        inputs.accept(Registry.EMPTY.with(reviews("v1")).with(reviews("v2")));
        assertThat(inputs.problems()).isEqualTo(before);
    }

    private void read() {
        inputs.accept(new FolderChange(Map.of("mesh.yaml", MESH.getBytes(UTF_8)), Set.of(), ""));
        inputs.translate();
    }

    private static Workload reviews(String version) {
        return new Workload(
                "reviews-" + version,
                "default",
                "",
                "127.0.0.1",
                Map.of("app", "reviews", "version", version),
                Map.of("http", 8080),
                Locality.UNKNOWN,
                1,
                "",
                Workload.State.READY);
    }
}
