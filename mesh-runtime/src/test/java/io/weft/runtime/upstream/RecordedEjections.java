package io.weft.runtime.upstream;

import io.weft.model.OutlierDetection;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A recording of Envoy's outlier detection: the rule, the endpoints' versions, and what happened step by step. */
record RecordedEjections(
        String name, List<String> endpoints, OutlierDetection rule, int minHealthPercent, List<Step> steps) {

    /** {@code answers}: how often by {@code endpoint:status}; {@code order}: the first 40 of them. */
    record Step(
            long waitMillis,
            int calls,
            Map<String, Integer> bad,
            TreeMap<String, Integer> answers,
            List<String> order) {}

    private static final Pattern STEP = Pattern.compile(
            "\\{\"waitMs\":(\\d+),\"calls\":(\\d+),\"bad\":\\{(.*?)}," + "\"answers\":\\{(.*)},\"order\":\"(.*?)\".*");
    private static final Pattern STATUS = Pattern.compile("\"(\\w+)\":(\\d+)");
    private static final Pattern ANSWERS = Pattern.compile("\"(\\w+)\":\\{(.*?)}");
    private static final Pattern VERSION = Pattern.compile("\"(v\\d+)\":\"");

    static List<RecordedEjections> all() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RecordedEjections.class.getResource("/ejection"))
                .toURI());
        List<RecordedEjections> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path steps : files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                String name = steps.getFileName().toString().replace(".jsonl", "");
                all.add(read(name, Files.readString(folder.resolve(name + ".yaml")), Files.readAllLines(steps)));
            }
        }
        return all;
    }

    private static RecordedEjections read(String name, String yaml, List<String> lines) {
        List<String> endpoints = VERSION.matcher(
                        lines.get(0).substring(lines.get(0).indexOf("endpoints")))
                .results()
                .map(found -> found.group(1))
                .toList();
        OutlierDetection rule = new OutlierDetection(
                field(yaml, "consecutive5xxErrors", 5),
                field(yaml, "consecutiveGatewayErrors", 0),
                Duration.ofSeconds(field(yaml, "interval", 10)),
                Duration.ofSeconds(field(yaml, "baseEjectionTime", 30)),
                Duration.ofSeconds(300),
                field(yaml, "maxEjectionPercent", 10),
                yaml.contains("splitExternalLocalOriginErrors: true"),
                field(yaml, "consecutiveLocalOriginFailures", 5));
        return new RecordedEjections(
                name,
                endpoints,
                rule,
                field(yaml, "minHealthPercent", 0),
                lines.stream().skip(1).map(RecordedEjections::step).toList());
    }

    private static int field(String yaml, String field, int otherwise) {
        return Pattern.compile(field + ": (\\d+)")
                .matcher(yaml)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElse(otherwise);
    }

    private static Step step(String line) {
        MatchResult step = STEP.matcher(line).results().findFirst().orElseThrow();
        TreeMap<String, Integer> answers = new TreeMap<>();
        ANSWERS.matcher(step.group(4))
                .results()
                .forEach(of ->
                        statuses(of.group(2)).forEach((status, n) -> answers.put(of.group(1) + ":" + status, n)));
        return new Step(
                Long.parseLong(step.group(1)),
                Integer.parseInt(step.group(2)),
                statuses(step.group(3)),
                answers,
                List.of(step.group(5).split(" ")));
    }

    private static Map<String, Integer> statuses(String json) {
        Map<String, Integer> statuses = new LinkedHashMap<>();
        STATUS.matcher(json).results().forEach(found -> statuses.put(found.group(1), Integer.valueOf(found.group(2))));
        return statuses;
    }

    @Override
    public String toString() {
        return name;
    }
}
