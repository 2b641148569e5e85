package io.weft.control.translate;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.HttpRoute;
import io.weft.control.config.HttpRoute.Delegate;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.MeshDefaults;
import io.weft.control.config.Meta;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.VirtualService;
import io.weft.control.config.schema.Nearest;
import io.weft.control.registry.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the rules of delegates, VirtualServices without hosts, where the rules of others name them. */
final class Delegates {

    private final MeshConfig mesh;
    private final Map<String, ConfigObject<VirtualService>> byName = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private Delegates(List<ConfigObject<VirtualService>> objects, MeshConfig mesh) {
        this.mesh = mesh;
        objects.forEach(object -> byName.put(object.meta().qualifiedName(), object));
    }

    /**
     * The VirtualServices with hosts, whole.
     *
     * @param problems delegates that don't exist, and rules of theirs that hold for no request
     */
    record Merged(List<ConfigObject<VirtualService>> objects, List<Problem> problems) {}

    /** The same order is kept. A rule whose delegate is missing is left out, as Istio does. */
    static Merged merge(List<ConfigObject<VirtualService>> objects, MeshConfig mesh) {
        Delegates delegates = new Delegates(objects, mesh);
        List<ConfigObject<VirtualService>> merged = objects.stream()
                .filter(object -> !isDelegate(object))
                .map(delegates::merge)
                .toList();
        return new Merged(merged, List.copyOf(delegates.problems));
    }

    private static boolean isDelegate(ConfigObject<VirtualService> object) {
        return object.spec().hosts().isEmpty();
    }

    private ConfigObject<VirtualService> merge(ConfigObject<VirtualService> root) {
        List<HttpRoute> rules = root.spec().http();
        if (rules.stream().allMatch(rule -> rule.delegate().isEmpty())) {
            return root;
        }
        List<HttpRoute> merged = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            HttpRoute rule = rules.get(i);
            String path = "spec.http[" + i + "].delegate";
            merged.addAll(rule.delegate()
                    .map(delegate -> merge(root, rule, delegate, path))
                    .orElse(List.of(rule)));
        }
        return Versions.with(root, merged);
    }

    private List<HttpRoute> merge(ConfigObject<VirtualService> root, HttpRoute rule, Delegate named, String path) {
        String namespace = named.namespace()
                .filter(given -> !given.isEmpty())
                .orElse(root.meta().namespace());
        String name = namespace + "/" + named.name();
        Optional<ConfigObject<VirtualService>> known = Optional.ofNullable(byName.get(name));
        Optional<String> fault =
                known.map(found -> fault(found, root.meta())).orElseGet(() -> Optional.of(missing(name)));
        fault.ifPresent(message -> problems.add(new Problem(
                Severity.ERROR, Codes.REFERENCE_NOT_FOUND, named.at(), root.id().toString(), path, message)));
        return known.filter(found -> fault.isEmpty())
                .map(delegate -> rules(root, rule, delegate))
                .orElse(List.of());
    }

    private String missing(String name) {
        List<String> known = byName.values().stream()
                .filter(Delegates::isDelegate)
                .map(delegate -> delegate.meta().qualifiedName())
                .toList();
        return "there is no VirtualService " + name + ", so the rule is left out" + Nearest.hint(name, known);
    }

    private Optional<String> fault(ConfigObject<VirtualService> delegate, Meta root) {
        if (!isDelegate(delegate)) {
            return Optional.of(delegate.id() + " has hosts of its own, so it cannot be a delegate");
        }
        VirtualService spec = delegate.spec();
        List<String> exportTo =
                MeshDefaults.exportTo(spec.exportTo(), mesh.defaults().virtualServiceExportTo());
        return Visibility.of(exportTo, delegate.meta().namespace()).includes(root.namespace())
                ? Optional.empty()
                : Optional.of(delegate.id() + " is not exported to the namespace " + root.namespace()
                        + ", so the rule is left out");
    }

    private List<HttpRoute> rules(
            ConfigObject<VirtualService> root, HttpRoute rule, ConfigObject<VirtualService> delegate) {
        List<HttpRoute> merged = new ArrayList<>();
        List<HttpRoute> lent = delegate.spec().http();
        for (int i = 0; i < lent.size(); i++) {
            Optional<HttpRoute> whole = DelegatedRules.merge(rule, resolved(lent.get(i), delegate.meta()));
            whole.ifPresent(merged::add);
            if (whole.isEmpty()) {
                problems.add(new Problem(
                        Severity.WARNING,
                        Codes.UNREACHABLE_RULE,
                        lent.get(i).at(),
                        delegate.id().toString(),
                        "spec.http[" + i + "]",
                        "a condition does not lie within those of the rule of " + root.id() + " ("
                                + rule.at().fileAndLine() + ") that delegates to it, so the rule is left out there"));
            }
        }
        return merged;
    }

    /** Short hosts are of the namespace in which they are written. */
    private HttpRoute resolved(HttpRoute rule, Meta delegate) {
        return DelegatedRules.withHosts(rule, host -> mesh.fqdn(host, delegate.namespace()));
    }
}
