package io.weft.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The few decisions that are left out because their rule is not in force yet, each by name. */
final class Unsupported {

    private Unsupported() {}

    /** The cases without what is left out, which the report counts as skipped. */
    static List<RecordedCase> leaveOut(List<RecordedCase> cases, Report report) {
        List<RecordedCase> judged = new ArrayList<>();
        for (RecordedCase recorded : cases) {
            List<JsonNode> lines = new ArrayList<>();
            for (JsonNode line : recorded.lines()) {
                String reason = reason(recorded, line);
                if (reason.isEmpty()) {
                    lines.add(line);
                } else {
                    report.skip(reason);
                }
            }
            judged.add(new RecordedCase(recorded.name(), recorded.yaml(), recorded.world(), lines));
        }
        return judged;
    }

    private static String reason(RecordedCase recorded, JsonNode line) {
        String rules = rules(recorded);
        boolean fromBrowser = line.path("headers")
                .valueStream()
                .anyMatch(pair -> pair.get(0).asString().equalsIgnoreCase("origin"));
        if (fromBrowser && rules.contains("corsPolicy:")) {
            return "corsPolicy is not in force yet";
        }
        return "";
    }

    private static String rules(RecordedCase recorded) {
        try {
            return Files.readString(recorded.yaml());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + recorded.yaml(), e);
        }
    }
}
