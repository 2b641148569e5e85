package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.Codes;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Istio's own samples (see the README beside them), unmodified. */
class IstioSamplesTest {

    private static final Path FOLDER = Path.of("src/test/resources/istio-samples/samples");

    @Test
    void loadsEveryFileWithoutAnError() throws IOException {
        List<ParsedFile> files = files("").values().stream().toList();
        assertThat(files)
                .hasSize(72)
                .allSatisfy(file -> assertThat(file.problems()).noneMatch(Problem::isError));
    }

    @Test
    void saysOfEachNetworkingSampleWhatIsNotApplied() throws IOException {
        Map<String, ParsedFile> files = files("bookinfo/networking");
        assertThat(files).hasSize(21);
        Map<String, Integer> warnings = new LinkedHashMap<>();
        files.forEach((name, file) -> {
            long count = file.problems().stream()
                    .filter(problem -> problem.code().equals(Codes.NOT_APPLIED))
                    .count();
            if (count > 0) {
                warnings.put(name, (int) count);
            }
        });
        assertThat(warnings)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bookinfo-gateway.yaml", 2, // the Gateway, and the VirtualService bound to it
                        "certmanager-gateway.yaml", 2, // likewise
                        "destination-rule-all-mtls.yaml", 4)); // tls of four hosts
    }

    @Test
    void leavesDeploymentsToKubernetesInOneLineAFile() throws IOException {
        ParsedFile file = Objects.requireNonNull(files("bookinfo/platform/kube").get("bookinfo.yaml"));
        assertThat(file.objects()).hasSize(4);
        assertThat(file.problems()).hasSize(1).allMatch(problem -> problem.severity() == Severity.INFO);
        assertThat(file.problems().get(0))
                .hasToString("bookinfo.yaml: info WEFT0005: left to Kubernetes: Deployment (6), ServiceAccount (4)");
    }

    private static Map<String, ParsedFile> files(String below) throws IOException {
        Map<String, ParsedFile> files = new LinkedHashMap<>();
        ConfigReader reader = new ConfigReader(MeshConfig.DEFAULT);
        try (Stream<Path> paths = Files.walk(FOLDER.resolve(below))) {
            for (Path path : paths.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                String name = path.getFileName().toString();
                String key = below.isEmpty() ? path.toString() : name;
                files.put(key, reader.parse(name, Files.readAllBytes(path)));
            }
        }
        return files;
    }
}
