package io.weft.parity;

import io.weft.control.ControlPlane;
import io.weft.control.ControlPlaneOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Judges traffic policy: every cluster that a client gets, as its runtime reads it, field by field. */
final class PolicyParity {

    private static final List<String> SUBSETS = List.of("", "v1", "v2");

    private PolicyParity() {}

    static Report run(Path folder) {
        Report report = new Report(WantedDifferences.ofPolicy());
        CaseGroups.of(RecordedCase.in(folder)).forEach(group -> judge(report, group));
        return report;
    }

    private static void judge(Report report, List<RecordedCase> group) {
        try (CaseFolder folder = CaseFolder.of(group);
                ControlPlane controlPlane =
                        ControlPlane.start(ControlPlaneOptions.of(folder.path()).listeningOn("127.0.0.1", 0));
                PolicyClient client = new PolicyClient(
                        controlPlane.port(), group.get(0).world().client())) {
            Map<String, ServedPolicy> served = client.policies(
                    group.stream().flatMap(recorded -> names(recorded).stream()).toList());
            group.forEach(recorded -> judge(report, recorded, served));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a control plane", e);
        }
    }

    /** The clusters of the case, and those that there might be beside them. */
    private static Set<String> names(RecordedCase recorded) {
        return recorded.lines().stream()
                .map(line -> line.path("cluster").asString().split("\\|"))
                .flatMap(parts ->
                        SUBSETS.stream().map(subset -> parts[0] + "|" + parts[1] + "|" + subset + "|" + parts[3]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void judge(Report report, RecordedCase recorded, Map<String, ServedPolicy> served) {
        Set<String> beside = names(recorded);
        for (JsonNode line : recorded.lines()) {
            String cluster = line.path("cluster").asString();
            beside.remove(cluster);
            report.decision(
                    recorded.name(),
                    cluster,
                    differences(line.path("effective"), Optional.ofNullable(served.get(cluster))));
        }
        beside.stream()
                .filter(served::containsKey)
                .forEach(cluster -> report.decision(
                        recorded.name(), cluster, List.of(new Difference("cluster", "none", "there is one"))));
    }

    private static List<Difference> differences(JsonNode istio, Optional<ServedPolicy> served) {
        if (served.isEmpty()) {
            return List.of(new Difference("cluster", "there is one", "none"));
        }
        List<Difference> found = new ArrayList<>();
        Map<String, String> recorded = RecordedPolicy.fields(istio);
        Map<String, String> ours = served.get().fields();
        Stream.concat(recorded.keySet().stream(), ours.keySet().stream())
                .distinct()
                .sorted()
                .forEach(field -> Difference.compare(
                        found, field, recorded.getOrDefault(field, ""), ours.getOrDefault(field, "")));
        return found;
    }
}
