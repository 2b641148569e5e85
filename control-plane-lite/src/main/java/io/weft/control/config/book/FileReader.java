package io.weft.control.config.book;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.Kind;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Meta;
import io.weft.control.config.ObjectId;
import io.weft.control.config.Position;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.kinds.Kinds;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import io.weft.control.config.schema.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Collects what the documents of one file say. */
final class FileReader {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private final String file;
    private final MeshConfig mesh;
    private final Map<ObjectId, ConfigObject<?>> objects = new LinkedHashMap<>();
    private final Map<ObjectId, Position> places = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> foreign = new TreeMap<>();
    private boolean complete = true;

    FileReader(String file, MeshConfig mesh) {
        this.file = file;
        this.mesh = mesh;
    }

    void document(Yaml.Document document) {
        Findings faults = new Findings(document.root().map(this::label).orElse(""));
        document.faults()
                .forEach(fault -> faults.add(Severity.ERROR, Codes.UNREADABLE, fault.at(), "", fault.message()));
        document.root().ifPresentOrElse(root -> object(root, faults), () -> complete = false);
        problems.addAll(faults.problems());
    }

    ParsedFile result() {
        if (!foreign.isEmpty()) {
            String counts = foreign.entrySet().stream()
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                    .collect(Collectors.joining(", "));
            problems.add(new Problem(
                    Severity.INFO, Codes.NOT_OURS, Position.of(file), "", "", "left to Kubernetes: " + counts));
        }
        return new ParsedFile(file, List.copyOf(objects.values()), places, complete, problems);
    }

    private void object(Node root, Findings faults) {
        if (!root.has("apiVersion") && !root.has("kind")) {
            complete &= !faults.refused();
            faults.warning(Codes.NOT_OURS, root, "this is not configuration: it has neither apiVersion nor kind");
            return;
        }
        if (root.text("kind").orElse("").equals("List") && root.has("items")) {
            root.items("items").forEach(item -> {
                Findings findings = new Findings(label(item));
                object(item, findings);
                problems.addAll(findings.problems());
            });
            return;
        }
        if (IstioConfigMap.is(root, mesh)) {
            ours(Kind.MESH_CONFIG, IstioConfigMap.settings(root, faults), faults);
            return;
        }
        String apiVersion = root.text("apiVersion").orElse("");
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String version = apiVersion.substring(slash + 1);
        String word = root.text("kind").orElse("");
        Optional<Kind> kind =
                Kind.of(group, word).filter(known -> known.versions().contains(version));
        if (kind.isPresent()) {
            ours(kind.get(), root, faults);
        } else if (word.isEmpty() || apiVersion.isEmpty()) {
            complete = false;
            Kinds.checkObject(root, faults);
        } else if (ForeignKinds.leave(group, version, word, root, faults)) {
            foreign.merge(word, 1, Integer::sum);
        } else {
            complete &= !faults.refused();
        }
    }

    private void ours(Kind kind, Node root, Findings findings) {
        Kinds.checkObject(root, findings);
        Node metadata = root.get("metadata").orElse(root.absent("metadata"));
        names(metadata, findings);
        Meta meta = meta(metadata);
        ObjectId id = new ObjectId(kind, meta.namespace(), meta.name());
        Optional<Object> spec = Kinds.spec(kind, root, meta.namespace(), findings);
        if (meta.name().isEmpty()) {
            complete = false;
            return;
        }
        Position first = places.putIfAbsent(id, root.at());
        if (first != null) {
            findings.add(
                    Severity.ERROR,
                    Codes.DEFINED_TWICE,
                    root.at(),
                    "",
                    "is defined already at " + first + "; the first one counts");
            return;
        }
        spec.ifPresent(value -> objects.put(id, new ConfigObject<>(kind, meta, value, root.at())));
    }

    private static void names(Node metadata, Findings findings) {
        Optional<Node> name = metadata.get("name");
        if (name.isEmpty()) {
            findings.error(metadata.absent("name"), "`name` is missing");
        }
        name.filter(node -> !NAME.matcher(node.text()).matches())
                .ifPresent(node -> findings.error(
                        node,
                        "`" + node.text() + "` is not a name: lower-case letters, digits, `-` and `.` are allowed"));
        metadata.get("namespace")
                .filter(node -> !node.text().isEmpty())
                .filter(node -> node.text().contains(".")
                        || node.text().length() > 63
                        || !NAME.matcher(node.text()).matches())
                .ifPresent(node -> findings.error(
                        node,
                        "`" + node.text() + "` is not a namespace: lower-case letters, digits and `-` are allowed"));
    }

    private Meta meta(Node metadata) {
        return new Meta(
                metadata.text("name").orElse(""),
                metadata.text("namespace").orElse(mesh.defaultNamespace()),
                texts(metadata, "labels"),
                texts(metadata, "annotations"),
                0);
    }

    private static Map<String, String> texts(Node metadata, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        metadata.get(field).ifPresent(map -> map.fields().forEach((key, value) -> texts.put(key, value.text())));
        return texts;
    }

    private String label(Node root) {
        Node metadata = root.get("metadata").orElse(root.absent("metadata"));
        String name = metadata.text("name").orElse("?");
        return root.text("kind")
                .map(kind -> kind + " " + metadata.text("namespace").orElse(mesh.defaultNamespace()) + "/" + name)
                .orElse("");
    }
}
