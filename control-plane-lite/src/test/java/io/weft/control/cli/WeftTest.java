package io.weft.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WeftTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews}
            spec: {ports: [{name: http, port: 9080}]}
            """;
    private static final String RULE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews}
            spec:
              hosts: [reviews]
              http:
              - route: [{destination: {host: nowhere}}]
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void validateTellsPlaceAndReasonAndFails() throws IOException {
        Files.writeString(folder.resolve("rule.yaml"), RULE);
        assertThat(run("validate", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("rule.yaml:7:").contains("IST0101").contains(": 1 errors, 0 warnings");
    }

    @Test
    void validateGoesByTheFileWrittenLastAndWarnsOfTheOther() throws IOException {
        Files.writeString(folder.resolve("reviews.yaml"), SERVICE);
        Path older = Files.writeString(folder.resolve("older.yaml"), RULE);
        Files.setLastModifiedTime(older, FileTime.fromMillis(1_000));
        Files.writeString(folder.resolve("newer.yaml"), RULE.replace("nowhere", "reviews"));
        assertThat(run("validate", folder.toString())).isZero();
        assertThat(out.toString())
                .contains(
                        "older.yaml:1:1: warning WEFT0003 VirtualService default/reviews: is defined by newer.yaml:1:1");
    }

    @Test
    void validateIsContentWithAGoodFolder() throws IOException {
        Files.writeString(folder.resolve("reviews.yaml"), SERVICE);
        assertThat(run("validate", folder.toString())).isZero();
    }

    @Test
    void validateKnowsTheTrafficGuard() throws IOException {
        Files.writeString(folder.resolve("reviews.yaml"), SERVICE);
        String guard = """
                apiVersion: weft.io/v1
                kind: TrafficGuard
                metadata: {name: reviews}
                spec:
                  host: reviews
                  breaker: {errorRate: 50}
                  hedging: {delay: 1s}
                """;
        Path file = Files.writeString(folder.resolve("guard.yaml"), guard);
        assertThat(run("validate", folder.toString())).isZero();
        assertThat(out.toString()).contains(": 0 errors, 0 warnings");

        Files.writeString(file, guard.replace("errorRate", "errorRat"));
        assertThat(run("validate", folder.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("guard.yaml:6:13: error")
                .contains("unknown field `errorRat`; did you mean `errorRate`?");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(run("validate", folder.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("weft: there is no folder");
        assertThat(run("serve")).as("wrong usage").isEqualTo(2);
        assertThat(run("status", "--address", "127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString()).contains("no control plane answers at 127.0.0.1:1");
    }

    private int run(String... arguments) {
        CommandLine weft = Weft.commandLine();
        return weft.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }
}
