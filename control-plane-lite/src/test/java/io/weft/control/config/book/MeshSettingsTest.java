package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.MeshDefaults;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is wrong with mesh-wide settings, and Istio's own form of them. */
class MeshSettingsTest {

    private static final String OBJECT = """
            apiVersion: mesh.istio.io/v1alpha1
            kind: MeshConfig
            metadata: {name: mesh, namespace: istio-system}
            spec:
              %s
            """;

    private static final String CONFIG_MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data:
              meshNetworks: 'networks: {}'
              mesh: |-

                # of the mesh
                %s
            """;

    @Test
    void readsTheConfigMapOfAnInstallation() {
        assertThat(defaults(CONFIG_MAP.formatted("defaultServiceExportTo: ['.']"))
                        .serviceExportTo())
                .containsExactly(".");
        assertThat(problems(CONFIG_MAP.formatted("defaultServiceExportTo: ['.']")))
                .isEmpty();
    }

    @Test
    void tellsThePlaceWithinTheTextOfTheConfigMap() {
        assertThat(problems(CONFIG_MAP.formatted("defaultTraficPolicy: {}")))
                .containsExactly(
                        "mesh.yaml:9:5: error IST0106 ConfigMap istio-system/istio data.mesh.defaultTraficPolicy: unknown field `defaultTraficPolicy`; did you mean `defaultTrafficPolicy`?");
        assertThat(problems(CONFIG_MAP.formatted("a: [}")))
                .singleElement()
                .asString()
                .startsWith("mesh.yaml:9:9: error WEFT0001 ConfigMap istio-system/istio data.mesh: not YAML");
    }

    @Test
    void keepsTheLastGoodSettings() {
        ConfigBook book = book(CONFIG_MAP.formatted("defaultServiceExportTo: ['.']"));
        ConfigBook broken = book.with(bytes(CONFIG_MAP.formatted("a: [}")), Set.of());
        assertThat(broken.snapshot().mesh().defaults().serviceExportTo()).containsExactly(".");
    }

    @Test
    void leavesAnyOtherConfigMapToKubernetes() {
        for (String other : List.of(
                CONFIG_MAP.replace("name: istio,", "name: mine,"),
                CONFIG_MAP.replace("istio-system", "shop"),
                CONFIG_MAP.replace("mesh:", "text:"))) {
            assertThat(defaults(other.formatted("a: [}"))).isEqualTo(MeshDefaults.NONE);
            assertThat(problems(other.formatted("a: [}"))).allMatch(line -> line.contains("left to Kubernetes"));
        }
    }

    @Test
    void refusesAnExportToThatNamesNoNamespace() {
        assertThat(problems(OBJECT.formatted("defaultVirtualServiceExportTo: ['~']")))
                .containsExactly(
                        "mesh.yaml:5:35: error IST0106 MeshConfig istio-system/mesh spec.defaultVirtualServiceExportTo[0]: `~` is not a namespace; allowed are `.`, `*` and names of namespaces");
        assertThat(problems(OBJECT.formatted("defaultServiceExportTo: ['~']"))).isEmpty();
        assertThat(problems(OBJECT.formatted("defaultServiceExportTo: ['.', istio-system]")))
                .isEmpty();
    }

    @Test
    void warnsOfWhatIsNotApplied() {
        assertThat(problems(OBJECT.formatted("accessLogFile: /dev/stdout")))
                .singleElement()
                .asString()
                .contains("warning WEFT0002", "only a proxy needs it");
    }

    private static MeshDefaults defaults(String yaml) {
        ConfigSnapshot snapshot = book(yaml).snapshot();
        return snapshot.mesh().defaults();
    }

    private static List<String> problems(String yaml) {
        return book(yaml).problems().stream().map(Object::toString).toList();
    }

    private static ConfigBook book(String yaml) {
        return ConfigBook.empty(MeshConfig.DEFAULT).with(bytes(yaml), Set.of());
    }

    private static Map<String, byte[]> bytes(String yaml) {
        return Map.of("mesh.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
