package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.HashSet;
import java.util.Set;

/** Who may see an object: {@code exportTo}. */
final class Visibility {

    private final String namespace;

    /** @param namespace of the object; {@code .} where that is not known */
    Visibility(String namespace) {
        this.namespace = namespace;
    }

    /** @param nobody whether {@code ~} is allowed */
    void check(Node spec, boolean nobody, Findings findings) {
        check(spec, "exportTo", nobody, findings);
    }

    /** @param field that says what {@code exportTo} says */
    void check(Node spec, String field, boolean nobody, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (Node entry : spec.items(field)) {
            String whom = entry.text().equals(".") ? namespace : entry.text();
            if (!seen.add(whom)) {
                findings.error(entry, "`" + entry.text() + "` is listed twice");
            } else if (!Set.of("*", ".").contains(whom)
                    && !(nobody && whom.equals("~"))
                    && !DomainNames.isLabel(whom)) {
                findings.error(
                        entry, "`" + whom + "` is not a namespace; allowed are `.`, `*` and names of namespaces");
            }
        }
        if (seen.size() > 1) {
            for (String alone : Set.of("*", "~")) {
                if (seen.contains(alone)) {
                    findings.error(spec.fields().getOrDefault(field, spec), "`" + alone + "` must stand alone");
                }
            }
        }
    }

    /** A rule for selected workloads is seen by its own namespace only. */
    void checkSelected(Node spec, Findings findings) {
        Node exportTo = spec.get("exportTo").orElse(spec.absent("exportTo"));
        boolean own = exportTo.items().stream()
                .allMatch(entry -> entry.text().equals(".") || entry.text().equals(namespace));
        if (!own) {
            findings.error(exportTo, "a rule with a workloadSelector cannot be exported beyond its namespace");
        }
    }
}
