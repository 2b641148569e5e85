package io.weft.control.translate;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.DestinationRule;
import io.weft.control.config.DestinationRule.Subset;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.MeshDefaults;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.Visibility;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The DestinationRules by namespace and host, those for one host of one namespace merged as Istio does. Immutable. */
final class DestinationRules {

    private final String rootNamespace;
    /** What clients of the rules' own namespace see. */
    private final Map<String, HostTable<List<MergedRule>>> local = new HashMap<>();
    /** What other namespaces may see. */
    private final Map<String, HostTable<List<MergedRule>>> exported = new HashMap<>();
    /** What clients of the root namespace alone see. */
    private final HostTable<List<MergedRule>> rootPrivate = new HostTable<>();

    private DestinationRules(String rootNamespace) {
        this.rootNamespace = rootNamespace;
    }

    static DestinationRules of(List<ConfigObject<DestinationRule>> objects, MeshConfig mesh) {
        DestinationRules rules = new DestinationRules(mesh.rootNamespace());
        // Oldest first already; those for particular workloads come before those for all.
        objects.stream()
                .sorted(Comparator.comparing(
                        object -> object.spec().workloadSelector().isEmpty()))
                .forEach(object -> rules.add(object, mesh));
        return rules;
    }

    private void add(ConfigObject<DestinationRule> object, MeshConfig mesh) {
        String namespace = object.meta().namespace();
        String host = mesh.fqdn(object.spec().host(), namespace);
        // A rule for particular workloads is never exported.
        Set<String> exportTo = object.spec().workloadSelector().isEmpty()
                ? Set.copyOf(MeshDefaults.exportTo(
                        object.spec().exportTo(), mesh.defaults().destinationRuleExportTo()))
                : Set.of(".");
        MergedRule rule = new MergedRule(object, new Visibility(exportTo, namespace));
        if (rule.visibility().includes(namespace)) {
            merge(local.computeIfAbsent(namespace, unused -> new HostTable<>()), host, rule);
        }
        if (!rule.visibility().isPrivate()) {
            merge(exported.computeIfAbsent(namespace, unused -> new HostTable<>()), host, rule);
        } else if (namespace.equals(rootNamespace)) {
            merge(rootPrivate, host, rule);
        }
    }

    private static void merge(HostTable<List<MergedRule>> table, String host, MergedRule rule) {
        List<MergedRule> present = table.at(host, ArrayList::new);
        boolean apart = true;
        for (int i = 0; i < present.size(); i++) {
            MergedRule older = present.get(i);
            boolean taken = older.takes(rule);
            if (taken) {
                present.set(i, older.with(rule));
            }
            // The last one decides, as in Istio.
            apart = !taken || !older.isLike(rule);
        }
        if (apart) {
            present.add(rule);
        }
    }

    /**
     * The rule for a client's calls to a service. Istio looks in the client's namespace, then in the service's, then in
     * the root namespace, and stops where it finds one for the host.
     */
    Optional<MergedRule> find(ClientScope client, MeshService service) {
        return candidates(client.namespace(), service)
                .filter(rules -> !rules.isEmpty())
                .findFirst()
                .flatMap(rules -> choose(rules, client));
    }

    /** The subsets of a host that any rule defines, whoever sees it, by name. */
    SortedSet<String> subsets(String host) {
        return Stream.concat(Stream.concat(local.values().stream(), exported.values().stream()), Stream.of(rootPrivate))
                .flatMap(table -> table.concerning(host))
                .flatMap(List::stream)
                .flatMap(rule -> rule.object().spec().subsets().stream())
                .map(Subset::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<List<MergedRule>> candidates(String clientNamespace, MeshService service) {
        HostTable<List<MergedRule>> own = clientNamespace.equals(rootNamespace)
                ? rootPrivate
                : local.getOrDefault(clientNamespace, new HostTable<>());
        return Stream.concat(
                own.concerning(service.host()).limit(1),
                Stream.of(service.namespace(), rootNamespace)
                        .flatMap(namespace -> Stream.ofNullable(exported.get(namespace)))
                        .flatMap(table -> table.concerning(service.host()).limit(1))
                        .map(rules -> rules.stream()
                                .filter(rule -> rule.visibility().includes(clientNamespace))
                                .toList()));
    }

    /** The first that selects the client; else the last that is for all workloads, as Istio has it. */
    private static Optional<MergedRule> choose(List<MergedRule> rules, ClientScope client) {
        Optional<MergedRule> selecting = rules.stream()
                .filter(rule -> !rule.selector().isEmpty())
                .filter(rule ->
                        rule.object().meta().namespace().equals(client.namespace()) && client.matches(rule.selector()))
                .findFirst();
        return selecting.or(
                () -> rules.stream().filter(rule -> rule.selector().isEmpty()).reduce((first, last) -> last));
    }
}
