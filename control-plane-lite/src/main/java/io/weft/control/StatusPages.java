package io.weft.control;

import io.weft.control.config.Problem;
import io.weft.control.registry.Workload;
import io.weft.control.serve.ClientStatus;
import io.weft.control.serve.TypeStatus;
import io.weft.control.status.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the status pages show. Paths as Istio's where it has them. */
final class StatusPages {

    private final MeshLoop mesh;

    StatusPages(MeshLoop mesh) {
        this.mesh = mesh;
    }

    Map<String, Supplier<Page>> byPath() {
        Map<String, Supplier<Page>> pages = new LinkedHashMap<>();
        pages.put("/ready", () -> Page.text("ready\n"));
        pages.put("/status", () -> Page.text(StatusText.of(mesh.clients(), mesh.problems())));
        pages.put(
                "/debug/syncz",
                () -> Page.json(mesh.clients().stream().map(StatusPages::client).toList()));
        pages.put(
                "/debug/problems",
                () -> Page.json(
                        mesh.problems().stream().map(StatusPages::problem).toList()));
        pages.put(
                "/debug/registryz",
                () -> Page.json(mesh.registry().workloads().stream()
                        .map(StatusPages::workload)
                        .toList()));
        return pages;
    }

    private static Map<String, Object> client(ClientStatus client) {
        List<Map<String, Object>> types =
                client.types().stream().map(StatusPages::type).toList();
        return fields(
                "node",
                client.node(),
                "userAgent",
                client.userAgent(),
                "protocol",
                client.incremental() ? "delta" : "sotw",
                "types",
                types);
    }

    private static Map<String, Object> type(TypeStatus type) {
        return fields(
                "type", type.type(),
                "state", type.state(),
                "names", type.names(),
                "sent", type.sent(),
                "acknowledged", type.acknowledged(),
                "refusal", type.refusal());
    }

    private static Map<String, Object> problem(Problem problem) {
        return fields(
                "severity", problem.severity().word(),
                "code", problem.code(),
                "file", problem.position().file(),
                "line", problem.position().line(),
                "column", problem.position().column(),
                "object", problem.object(),
                "path", problem.path(),
                "message", problem.message());
    }

    private static Map<String, Object> workload(Workload workload) {
        return fields(
                "name", workload.name(),
                "namespace", workload.namespace(),
                "address", workload.address(),
                "state", workload.state(),
                "labels", workload.labels(),
                "ports", workload.ports(),
                "locality", workload.locality(),
                "weight", workload.weight());
    }

    private static Map<String, Object> fields(Object... keysAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            fields.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return fields;
    }
}
