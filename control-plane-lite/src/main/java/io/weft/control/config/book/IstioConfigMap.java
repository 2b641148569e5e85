package io.weft.control.config.book;

import io.weft.control.config.Codes;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Severity;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import io.weft.control.config.schema.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Istio's own form of the mesh-wide settings: the ConfigMap {@code istio} of the root namespace,
 * a MeshConfig in a text.
 */
final class IstioConfigMap {

    private static final String NAME = "istio";
    private static final String KEY = "mesh";

    private IstioConfigMap() {}

    static boolean is(Node object, MeshConfig mesh) {
        Node metadata = object.get("metadata").orElse(object.absent("metadata"));
        return object.text("apiVersion").orElse("").equals("v1")
                && object.text("kind").orElse("").equals("ConfigMap")
                && metadata.text("name").orElse("").equals(NAME)
                && metadata.text("namespace").orElse(mesh.defaultNamespace()).equals(mesh.rootNamespace())
                && data(object).text(KEY).isPresent();
    }

    /** As an object of which the settings are the spec. */
    static Node settings(Node object, Findings findings) {
        Node text = data(object).get(KEY).orElseThrow();
        Yaml.Document settings = Yaml.within(text);
        settings.faults()
                .forEach(fault ->
                        findings.add(Severity.ERROR, Codes.UNREADABLE, fault.at(), text.path(), fault.message()));
        Map<String, Node> fields = new LinkedHashMap<>(object.fields());
        fields.remove("data");
        fields.put("spec", settings.root().orElse(text.absent("")));
        return new Node(object.type(), fields, object.at(), object.key(), object.path());
    }

    private static Node data(Node object) {
        return object.get("data").orElse(object.absent("data"));
    }
}
