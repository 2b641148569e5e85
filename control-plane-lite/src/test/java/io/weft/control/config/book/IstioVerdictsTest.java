package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares what is refused here with what Istio refused (recorded; see the README beside the recordings). */
class IstioVerdictsTest {

    private static final Path FOLDER = Path.of("src/test/resources/istio-validation");

    /** Istio accepts these, but Envoy refuses the routes they become part of. */
    private static final List<String> STRICTER = List.of(
            "http-direct-status-600", // Envoy's statuses end at 599
            "http-fault-abort-600", // likewise
            "http-headers-percent-unknown"); // Envoy has no command %NOPE%

    @Test
    void refusesWhatIstioRefusesAndNothingElse() throws IOException {
        List<String> different = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("verdicts.jsonl"))) {
            String name = line.replaceFirst(".*?\"name\":\"([^\"]*)\".*", "$1");
            boolean refused = line.contains("\"refused\":true");
            Path object = FOLDER.resolve("objects").resolve(name + ".yaml");
            ParsedFile file = ObjectCheck.check(name + ".yaml", Files.readAllBytes(object));
            if (file.hasErrors() != refused && !STRICTER.contains(name)) {
                different.add(name
                        + (refused ? " is refused by Istio: " + line : " is accepted by Istio: " + file.problems()));
            }
        }
        assertThat(different).isEmpty();
    }
}
