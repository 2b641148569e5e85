package io.weft.parity;

import io.weft.control.config.Codes;
import io.weft.control.config.Problem;
import io.weft.control.config.book.ObjectCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Judges validation: every recorded object is refused exactly where Istio refuses it. */
final class ValidationParity {

    private ValidationParity() {}

    static Report run(Path folder) {
        Report report = new Report(WantedDifferences.none());
        try {
            for (String line : Files.readAllLines(folder.resolve("verdicts.jsonl"))) {
                judge(report, folder, JsonMapper.shared().readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the verdicts of " + folder, e);
        }
        return report;
    }

    private static void judge(Report report, Path folder, JsonNode verdict) throws IOException {
        String name = verdict.path("name").asString();
        Path file = folder.resolve("objects").resolve(name + ".yaml");
        List<Problem> errors =
                ObjectCheck.check(file.getFileName().toString(), Files.readAllBytes(file)).problems().stream()
                        .filter(Problem::isError)
                        .toList();
        boolean refused = verdict.path("refused").asBoolean();
        if (!refused && !errors.isEmpty() && errors.stream().allMatch(ValidationParity::cannotWork)) {
            report.skip("stricter than Istio, for it could not work: " + errors.get(0));
            return;
        }
        List<Difference> found = new ArrayList<>();
        if (refused == errors.isEmpty()) {
            String why = verdict.path("schema").asString("")
                    + verdict.path("webhook").asString("");
            found.add(
                    new Difference("refused", refused + " " + why, errors.isEmpty() ? "accepted" : errors.toString()));
        }
        report.decision(name, file.getFileName().toString(), found);
    }

    private static boolean cannotWork(Problem error) {
        return error.code().equals(Codes.CANNOT_WORK);
    }
}
